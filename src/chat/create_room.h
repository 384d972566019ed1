// SPDX-License-Identifier: Apache-2.0
// The use case: somebody makes a group or, as staff, a public room under a name of his choice; or comes into
// the one that has this name already.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "model/room.h"
#include "model/user.h"
#include "presence/registry.h"
#include "store/member_store.h"
#include "store/room_store.h"

namespace heartlink::chat {

struct NamedRoom {
  NamedRoom() = default;

  model::RoomId id;
  bool made = false;  // else it was there, and the person may enter it
};

// The id of a room that people call so: in lower case, with `-` for every space and `_`. Errors:
// room_id_invalid, room_reserved (an id of a kind that the server gives out itself).
[[nodiscard]] base::Result<model::RoomId> room_id_of(std::string_view name);

class CreateRoom {
 public:
  struct Parts {
    store::RoomStore& rooms;
    store::MemberStore& members;
    presence::Registry& registry;
    const base::Clock& clock;
    const base::Limits& limits;
  };

  // All of them outlive the answer.
  explicit CreateRoom(const Parts& parts) : parts_(parts) {}

  // `kind` is group or public_room. In a public room that is there already the person becomes a member.
  // Errors: those of room_id_of, not_allowed (public, and no staff), not_a_member and room_ended (of the room
  // that is there), throttled (limits.new_rooms_per_hour), those of RoomStore::create and MemberStore::join.
  void run(model::User by, std::string name, model::MadeBy kind, base::Done<NamedRoom> done) const;

 private:
  Parts parts_;
};

}  // namespace heartlink::chat
