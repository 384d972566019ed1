// SPDX-License-Identifier: Apache-2.0
// The use case: a person ends a room for good. The operator's way is api/admin_room.cc.
#pragma once

#include <utility>

#include "bus/confirmed.h"
#include "model/user.h"
#include "store/room_store.h"

namespace heartlink::chat {

class EndRoom {
 public:
  // Both outlive the answer.
  EndRoom(store::RoomStore& rooms, bus::Bus& bus) : rooms_(rooms), bus_(bus) {}

  // Who may is the store's to say. The value: the room's last entry, answered when every worker has closed
  // the room's sockets. Errors: those of RoomStore::end.
  void run(model::RoomId room, model::User by, base::Done<model::EntryId> done) const {
    store::EndRoom order;
    order.room = std::move(room);
    order.reason = "ended";
    order.by = std::move(by);
    rooms_.end(std::move(order), bus::confirmed(bus_, std::move(done)));
  }

 private:
  store::RoomStore& rooms_;
  bus::Bus& bus_;
};

}  // namespace heartlink::chat
