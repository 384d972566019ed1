// SPDX-License-Identifier: Apache-2.0
// The port of rooms. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::store {

struct NewRoom {
  NewRoom() = default;

  model::RoomId id;
  model::RoomType type = model::RoomType::private_room;
  model::MadeBy made_by = model::MadeBy::direct;
  std::optional<model::UserId> user1;
  std::optional<model::UserId> user2;
  std::string name;  // what people call it; may be empty
  std::string alias1;  // of a room of two: under which they appear until both have revealed themselves;
  std::string alias2;  // both or neither
  bool keep_existing = false;  // answer the room that is there instead of room_exists
  std::uint32_t made_by_max = 0;  // at most this many active rooms of this `made_by` (0: no bound), else busy
};

// A room together with what one person may do in it.
struct RoomView {
  RoomView() = default;

  model::Room room;
  bool may_enter = false;  // a member, or the room is open to all
};

struct Member {
  Member() = default;

  std::string name;
  std::string role;  // owner, admin, member, guest
  base::WallTime joined_at;
  model::EntryId read;
  model::EntryId delivered;
};

// A room as its operator sees it.
struct RoomDetails {
  RoomDetails() = default;

  std::int64_t key = 0;  // its place in the order of rooms
  model::Room room;
  std::string user1;  // names; empty: nobody
  std::string user2;
  std::optional<base::WallTime> ended_at;
  std::uint32_t member_count = 0;
  std::vector<Member> members;  // of `show` only, at most limits.history_page
};

struct RoomsQuery {
  RoomsQuery() = default;

  std::int64_t before = 0;  // rooms older than the one of this key; 0: from the newest
  std::uint32_t limit = 50;
  std::optional<model::RoomStatus> status;
  std::optional<model::MadeBy> made_by;
};

// Who ends a room, and why.
struct EndRoom {
  EndRoom() = default;

  model::RoomId room;
  std::string reason;
  std::optional<model::User> by;  // empty: the operator, who may end every room
};

class RoomStore {
 public:
  virtual ~RoomStore() = default;

  // Makes a room; 1:1 rooms get user1 and user2 as members, groups and public rooms user1 as owner. The
  // affiliations are published.
  // Errors: room_exists, user_not_found, too_many_rooms (of user1; groups and public rooms), busy,
  // storage_full, unavailable.
  virtual void create(NewRoom room, base::Done<model::Room> done) = 0;

  // Errors: room_not_found, busy.
  virtual void find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) = 0;

  // Errors: room_not_found, busy.
  virtual void show(model::RoomId id, base::Done<RoomDetails> done) = 0;

  // The newest first, without members. Error: busy.
  virtual void list(RoomsQuery query, base::Done<std::vector<RoomDetails>> done) = 0;

  // Ends a room for good: its last entry (kind ended, content the reason, sender 0 for the operator) is
  // published before the answer, which is that entry's id. A person ends a group that he owns, a room of two
  // that he is in, and as staff a public room. Errors: room_not_found, room_ended (it has ended already),
  // not_a_member, not_allowed, busy, storage_full, unavailable.
  virtual void end(EndRoom order, base::Done<model::EntryId> done) = 0;
};

}  // namespace heartlink::store
