// SPDX-License-Identifier: Apache-2.0
// The use case: somebody leaves a room, for which he has no right any more with the answer.
#pragma once

#include <utility>

#include "bus/confirmed.h"
#include "model/user.h"
#include "store/member_store.h"

namespace heartlink::chat {

class LeaveRoom {
 public:
  // Both outlive the answer.
  LeaveRoom(store::MemberStore& members, bus::Bus& bus) : members_(members), bus_(bus) {}

  // Answered when every worker has closed the person's sockets in the room, or everybody's if it ended.
  // Errors: those of MemberStore::leave.
  void run(model::RoomId room, model::User user, base::Done<store::Left> done) const {
    members_.leave(std::move(room), std::move(user), bus::confirmed(bus_, std::move(done)));
  }

 private:
  store::MemberStore& members_;
  bus::Bus& bus_;
};

}  // namespace heartlink::chat
