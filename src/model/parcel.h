// SPDX-License-Identifier: Apache-2.0
// What travels to every worker: the entries and the revoked sign-ins of one commit, in commit order, or
// passing signals that nobody stores.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/entry.h"
#include "model/ids.h"
#include "model/user.h"

namespace heartlink::model {

// A frame without an id: it may be dropped, and it is never stored.
struct Signal {
  enum class Kind : std::uint8_t { typing, joined, left };

  Signal() = default;

  Kind kind = Kind::typing;
  RoomId room;
  std::string text;  // the frame, encoded once by whoever sends it
};

// Sign-ins that are good no longer: whoever holds a socket through one of them closes it.
struct Revocation {
  Revocation() = default;

  UserId user;
  std::string only;     // the hash of the one secret that ended; empty: all of this person's
  std::string except;   // but not this one
  bool tokens = false;  // of "all": the programs' tokens as well

  [[nodiscard]] bool covers(const Principal& principal) const {
    if (principal.user.id != user) return false;
    if (!only.empty()) return principal.secret_hash == only;
    return principal.bearer ? tokens : principal.secret_hash != except;
  }
};

struct Parcel {
  std::vector<Entry> entries;
  std::vector<Signal> signals;
  std::vector<Revocation> revocations;
};

using SharedParcel = std::shared_ptr<const Parcel>;

}  // namespace heartlink::model
