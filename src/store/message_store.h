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
#include "model/caution.h"
#include "model/entry.h"
#include "model/face.h"
#include "model/room.h"
#include "model/user.h"

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
  model::Face author = {};  // of a message: who wrote it, as he appears in the room
  model::Caution caution = model::Caution::none;  // of a message between strangers: what it is marked with
};

// Where a reader of a room stands. `mark` pairs are watermarks: everything up to `read` was read.
struct Mark {
  std::string username;  // as he appears in the room
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
  base::WallTime muted_until;  // the viewer may say nothing until then, here
  base::WallTime muted_everywhere_until;  // the same by an operator
  std::vector<Mark> marks;  // of the members; `read` is 0 where the viewer is not told it
  bool sees_reads = true;   // the viewer is told of others how far they have read, of those who tell it
};

struct PageQuery {
  enum class From : std::uint8_t { newest, after, before };
  model::RoomId room;
  model::UserId viewer;
  From from = From::newest;
  bool only_messages = false;  // the limit counts messages (also recalled ones); other entries are left out
  model::EntryId anchor;
  std::uint32_t limit = 50;
};

struct Page {
  Page() = default;

  model::Room room;
  std::vector<model::Entry> entries;  // ascending
  bool has_more = false;  // further entries in the asked direction
  model::EntryId viewer_read;
  // The highest mark among the other members that the viewer is told; 0 when no entry of the page is his own.
  model::EntryId others_read;
};

struct NewRecall {
  NewRecall() = default;

  model::RoomId room;
  model::User by;
  model::EntryId target;
  std::string client_id;  // kept with the recall's entry, for its author's sockets
};

// One person's marks in one room. They only ever go up.
struct NewMark {
  NewMark() = default;

  model::RoomId room;
  model::User user;
  std::vector<model::EntryId> ids;  // read up to the highest that is a message of somebody else
  std::optional<model::EntryId> read;  // or up to here, cut at the head
  std::optional<model::EntryId> delivered;  // cut at the head; reading is being delivered
  bool all = false;  // read up to the head
};

struct Marked {
  Marked() = default;

  model::EntryId read;  // where the marks stand now
  model::EntryId delivered;
  bool moved = false;
  std::vector<model::EntryId> asked;  // of `ids`, those that are there, ascending
  std::vector<model::EntryId> newly_read;  // as model::MarkMoved has it
  std::uint32_t passed = 0;  // messages of others that the read mark passed, all of them
};

class MessageStore {
 public:
  virtual ~MessageStore() = default;

  // Appends durably, or finds what this client_id stored before. Answers after COMMIT, never before.
  // Errors: room_not_found, room_ended, not_a_member, account_disabled, muted (with the time left),
  // client_id_reused, reply_to_invalid, message_held (detail: the word of its Caution), busy, storage_full,
  // unavailable.
  virtual void post(NewMessage message, base::Done<Posted> done) = 0;

  // Takes a message's text back: it keeps its place, the recall gets one of its own. Its author may within
  // chat.recall_window; in groups and public rooms owner, admins and (public) staff may at any time. A
  // message that was recalled answers its first recall with `dup`. Errors: room_not_found, room_ended,
  // not_a_member, account_disabled, message_not_found, not_your_message, recall_too_late, busy, storage_full,
  // unavailable.
  virtual void recall(NewRecall recall, base::Done<Posted> done) = 0;

  // Moves marks. In a room that is open to all, somebody who is no member becomes a guest by it. A mark that
  // stays is no write. Errors: room_not_found, room_ended, not_a_member, account_disabled, busy,
  // storage_full, unavailable.
  virtual void mark(NewMark mark, base::Done<Marked> done) = 0;

  // Reads head and missing entries from one snapshot. Errors: login_required (the sign-in was revoked
  // meanwhile), room_not_found, not_a_member, room_ended, busy.
  virtual void resume(ResumeQuery query, base::Done<Resume> done) = 0;

  // One page of history, also of an ended room. Errors: room_not_found, not_a_member, busy.
  virtual void page(PageQuery query, base::Done<Page> done) = 0;
};

}  // namespace heartlink::store
