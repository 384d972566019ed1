// SPDX-License-Identifier: Apache-2.0
// May this person enter this room, and does it have to be made first? Asked before a socket is upgraded.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "model/room.h"
#include "model/user.h"
#include "store/room_store.h"

namespace heartlink::chat {

class OpenRoom {
 public:
  OpenRoom(store::RoomStore& rooms, const base::Limits& limits) : rooms_(rooms), limits_(limits) {}

  // Finds the room and checks who may enter. With `may_make_test_room`, a `test-room-…` that is not there is
  // made, at most limits.debug_rooms of them. Errors: room_not_found, not_a_member, room_ended, busy,
  // storage_full, unavailable.
  void run(const model::RoomId& room, const model::User& person, bool may_make_test_room,
           base::Done<model::Room> done) const;

 private:
  store::RoomStore& rooms_;
  const base::Limits& limits_;
};

}  // namespace heartlink::chat
