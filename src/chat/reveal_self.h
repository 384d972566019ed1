// SPDX-License-Identifier: Apache-2.0
// The use case: one of two under aliases wants to be seen by name.
#pragma once

#include <utility>

#include "bus/confirmed.h"
#include "model/user.h"
#include "store/member_store.h"

namespace heartlink::chat {

class RevealSelf {
 public:
  // Both outlive the answer.
  RevealSelf(store::MemberStore& members, bus::Bus& bus) : members_(members), bus_(bus) {}

  // Answered when every worker calls the two as they shall be called from now on. Errors: those of
  // MemberStore::reveal.
  void run(model::RoomId room, model::User user, base::Done<store::Consent> done) const {
    members_.reveal(std::move(room), std::move(user), bus::confirmed(bus_, std::move(done)));
  }

 private:
  store::MemberStore& members_;
  bus::Bus& bus_;
};

}  // namespace heartlink::chat
