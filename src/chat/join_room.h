// SPDX-License-Identifier: Apache-2.0
// The use case: somebody becomes a member, by a code that he was given or in a public room by its id.
#pragma once

#include <string_view>
#include <utility>

#include "base/executor.h"
#include "chat/make_invite.h"
#include "model/user.h"
#include "store/member_store.h"

namespace heartlink::chat {

class JoinRoom {
 public:
  explicit JoinRoom(store::MemberStore& members) : members_(members) {}

  // Errors of both: those of MemberStore::join.
  void run(model::User user, std::string_view code, base::Done<store::Joined> done) const {
    store::JoinRoom order;
    order.user = std::move(user);
    order.code_hash = invite_hash(code);
    members_.join(std::move(order), std::move(done));
  }
  void run(model::User user, model::RoomId public_room, base::Done<store::Joined> done) const {
    store::JoinRoom order;
    order.user = std::move(user);
    order.room = std::move(public_room);
    members_.join(std::move(order), std::move(done));
  }

 private:
  store::MemberStore& members_;
};

}  // namespace heartlink::chat
