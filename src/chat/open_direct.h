// SPDX-License-Identifier: Apache-2.0
// The use case: somebody wants to talk with one other person, in the room of the two.
#pragma once

#include "base/clock.h"
#include "base/limits.h"
#include "base/random.h"
#include "model/user.h"
#include "presence/registry.h"
#include "store/people_store.h"

namespace heartlink::chat {

class OpenDirect {
 public:
  struct Parts {
    store::PeopleStore& people;
    presence::Registry& registry;
    base::Random& random;
    const base::Clock& clock;
    const base::Limits& limits;
  };

  // All of them outlive the answer.
  explicit OpenDirect(const Parts& parts) : parts_(parts) {}

  // Finds the room of the two or makes it. Errors: throttled (limits.new_rooms_per_hour; only those that are
  // made count), and those of PeopleStore::open_direct.
  void run(model::User by, model::User with, base::Done<store::Direct> done) const;

 private:
  void make(store::NewDirect order, base::Done<store::Direct> done) const;

  Parts parts_;
};

}  // namespace heartlink::chat
