// SPDX-License-Identifier: Apache-2.0
// The port between two people: the room they share, and the wall between them. Same promises as MessageStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::store {

struct NewDirect {
  NewDirect() = default;

  model::User by;
  model::User with;
  model::RoomId id;  // of the room, when it has to be made: never used before
  bool may_make = true;
};

struct Direct {
  Direct() = default;

  model::Room room;
  bool made = false;
};

struct Blocked {
  Blocked() = default;

  std::vector<model::RoomId> ended;  // the open rooms of the two
};

struct BlockedPerson {
  BlockedPerson() = default;

  std::string name;  // the alias, when he was blocked under one
  base::WallTime at;
  std::optional<model::RoomId> room;  // where that was
};

class PeopleStore {
 public:
  virtual ~PeopleStore() = default;

  // The active direct room of the two, the oldest if there are several, or a new one; none in which they hide
  // from each other. Errors: room_not_found (there is none, and none may be made), self_refused,
  // person_blocked (by name), not_accepting (blocked the other way, or either way under an alias, or
  // disabled), account_disabled, room_exists (the id is taken), too_many_rooms (of `by`), busy, storage_full,
  // unavailable.
  virtual void open_direct(NewDirect direct, base::Done<Direct> done) = 0;

  // From its commit on neither opens a room with the other; every open room of exactly these two in which
  // they know each other by name ends with it (reason `left`, which does not tell why). A masked one goes on:
  // its end would tell who the alias is. What is so already is no error. Errors: self_refused,
  // user_not_found, busy, storage_full, unavailable.
  virtual void block(model::User by, model::User whom, base::Done<Blocked> done) = 0;

  // The other one of a room of two, blocked like that. Where he appears under an alias he is blocked under
  // it: that room ends and no other, and nothing tells his name. Errors: room_not_found, not_a_member,
  // not_allowed (no room of two), busy, storage_full, unavailable.
  virtual void block_in(model::User by, model::RoomId room, base::Done<Blocked> done) = 0;

  // Of a block by name. The value: whether he was blocked. Errors: busy, storage_full, unavailable.
  virtual void unblock(model::UserId by, model::UserId whom, base::Done<bool> done) = 0;

  // Of a block under an alias, by the room. The value and the errors: as of unblock.
  virtual void unblock_in(model::UserId by, model::RoomId room, base::Done<bool> done) = 0;

  // Those blocked by name and under an alias, the newest first, at most limits.blocked_people. Error: busy.
  virtual void blocked(model::UserId by, base::Done<std::vector<BlockedPerson>> done) = 0;

  // A notice of the server to one person: an entry in the room `system-<user id>`, which is made when it is
  // not there. The value: the notice's number (conversation_store.h). Errors: user_not_found,
  // room_ended (that room), room_exists (it is no such room), busy, storage_full, unavailable.
  virtual void notify(model::User user, std::string text, base::Done<std::int64_t> done) = 0;
};

}  // namespace heartlink::store
