// SPDX-License-Identifier: Apache-2.0
// The use case: somebody wants nothing more from another person. The rooms of the two end with it.
#pragma once

#include <utility>

#include "bus/confirmed.h"
#include "model/user.h"
#include "store/people_store.h"

namespace heartlink::chat {

class BlockPerson {
 public:
  // Both outlive the answer.
  BlockPerson(store::PeopleStore& people, bus::Bus& bus) : people_(people), bus_(bus) {}

  // Answered when every worker has closed the sockets of the rooms that ended. Errors: those of
  // PeopleStore::block.
  void run(model::User by, model::User whom, base::Done<store::Blocked> done) const {
    people_.block(std::move(by), std::move(whom), bus::confirmed(bus_, std::move(done)));
  }

  // The other one of a room of two, whoever that is. Errors: those of PeopleStore::block_in.
  void run_in(model::RoomId room, model::User by, base::Done<store::Blocked> done) const {
    people_.block_in(std::move(by), std::move(room), bus::confirmed(bus_, std::move(done)));
  }

 private:
  store::PeopleStore& people_;
  bus::Bus& bus_;
};

}  // namespace heartlink::chat
