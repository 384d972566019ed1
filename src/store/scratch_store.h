// SPDX-License-Identifier: Apache-2.0
// The port that takes away what a check of the system has made: throw-away people and rooms. Nothing that
// belongs to somebody goes through here.
#pragma once

#include <optional>

#include "base/executor.h"
#include "model/ids.h"

namespace heartlink::store {

struct Scratch {
  Scratch() = default;

  std::optional<model::UserId> user;
  std::optional<model::RoomId> room;  // with its entries and members
};

class ScratchStore {
 public:
  virtual ~ScratchStore() = default;

  // Removes the room, then the person with all sessions and tokens (a Revocation is published before the
  // answer). Somebody who is still a member or one of the two of another room is disabled instead, and the
  // answer is false; it is true when nothing is left. Entries in other rooms are not looked for (no index
  // finds a sender): the caller sees to it that the person spoke in `room` only. What is not there is no
  // error. Errors: busy, storage_full, unavailable.
  virtual void remove(Scratch scratch, base::Done<bool> done) = 0;
};

}  // namespace heartlink::store
