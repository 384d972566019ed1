// SPDX-License-Identifier: Apache-2.0
// The port of a room's log. Implementations answer every call exactly once, on the asker's executor; all
// methods are safe from every thread and never block. A full queue answers Code::busy with a retry, a sick
// disk storage_full or unavailable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/entry.h"
#include "model/room.h"

namespace heartlink::store {

struct NewMessage {
  NewMessage() = default;

  model::RoomId room;
  model::UserId sender;
  std::string sender_name;
  std::string message_type = "text";
  std::string content;
  std::string client_id;  // empty: the client wants no ack and no dedupe
  std::optional<model::EntryId> reply_to;
};

struct Posted {
  model::EntryId id;
  base::WallTime created_at;
  bool dup = false;  // this client_id was stored before; id and created_at are the first ones
};

// Where a reader of a room stands. `mark` pairs are watermarks: everything up to `read` was read.
struct Mark {
  std::string username;
  model::EntryId read;
  model::EntryId delivered;
};

struct ResumeQuery {
  model::RoomId room;
  model::UserId viewer;
  std::optional<model::EntryId> after;  // empty: only the head is wanted
  std::string epoch;                    // empty: the client did not say
  std::string secret_hash;              // the sign-in behind the socket, looked at in the same snapshot
  bool bearer = false;                  // it is a token
};

// A consistent look at a room: `head` and `entries` come from one snapshot.
struct Resume {
  Resume() = default;

  model::Room room;
  model::EntryId head;
  std::vector<model::Entry> entries;  // ascending; what is missing after `after`, or its newest tail
  std::optional<std::pair<model::EntryId, model::EntryId>> gap;  // left out; to be paged over HTTP
  bool more = false;  // entries ends early (resume_part_bytes): ask again after its last id
  bool reset = false;  // another epoch, or `after` beyond the head: the client drops its cache
  model::EntryId read_up_to;  // the viewer's own mark
  std::vector<Mark> marks;  // of the members
};

struct PageQuery {
  enum class From : std::uint8_t { newest, after, before };
  model::RoomId room;
  model::UserId viewer;
  From from = From::newest;
  model::EntryId anchor;
  std::uint32_t limit = 50;
};

struct Page {
  Page() = default;

  model::Room room;
  std::vector<model::Entry> entries;  // ascending
  bool has_more = false;  // further entries in the asked direction
  model::EntryId viewer_read;
  model::EntryId others_read;  // the highest mark among the other members
};

class MessageStore {
 public:
  virtual ~MessageStore() = default;

  // Appends durably, or finds what this client_id stored before. Answers after COMMIT, never before.
  // Errors: room_not_found, room_ended, not_a_member, account_disabled, client_id_reused, reply_to_invalid,
  // busy, storage_full, unavailable.
  virtual void post(NewMessage message, base::Done<Posted> done) = 0;

  // Reads head and missing entries from one snapshot. Errors: login_required (the sign-in was revoked
  // meanwhile), room_not_found, not_a_member, room_ended, busy.
  virtual void resume(ResumeQuery query, base::Done<Resume> done) = 0;

  // One page of history, also of an ended room. Errors: room_not_found, not_a_member, busy.
  virtual void page(PageQuery query, base::Done<Page> done) = 0;
};

}  // namespace heartlink::store
