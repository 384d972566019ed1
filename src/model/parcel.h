// SPDX-License-Identifier: Apache-2.0
// What travels to every worker: the entries and the revoked sign-ins of one commit, in commit order, or
// passing signals that nobody stores.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/entry.h"
#include "model/ids.h"
#include "model/preferences.h"
#include "model/user.h"
#include "model/user_event.h"

namespace heartlink::model {

// A frame without an id: it may be dropped, and it is never stored.
struct Signal {
  enum class Kind : std::uint8_t { typing, joined, left, call };

  Signal() = default;

  Kind kind = Kind::typing;
  RoomId room;
  UserId from;       // who types, comes, goes or calls; a call is not told to his own sockets
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

// Somebody read on, or got more on his device.
struct MarkMoved {
  MarkMoved() = default;

  RoomId room;
  UserId user;
  std::string username;  // as he appears in the room
  std::optional<EntryId> read;       // where the mark stands now, if it moved
  std::optional<EntryId> delivered;  // the same
  std::vector<EntryId> newly_read;  // messages of others that it passed, ascending, the newest marked_ids_max
  std::vector<EntryId> asked;  // those that the reader named, for his own sockets; empty: newly_read
  bool tells_reads = true;  // others may be told of `read` (model/preferences.h), as he chose by then
};

// Somebody became a member of a room, or is one no longer: his list of rooms changed.
struct Affiliation {
  RoomId room;
  UserId user;
  bool member = false;
};

// Somebody blocks the other now, or does so no longer.
struct BlockChanged {
  UserId by;
  UserId whom;
  bool blocks = false;
};

// An operator muted somebody everywhere, or lets him speak again.
struct Muted {
  UserId user;
  base::WallTime until;  // zero: he may speak
};

struct Parcel {
  std::vector<Entry> entries;
  std::vector<Signal> signals;
  std::vector<Revocation> revocations;
  std::vector<MarkMoved> marks;
  std::vector<Affiliation> affiliations;
  std::vector<PreferencesChanged> preferences;
  std::vector<UserEvent> events;
  std::vector<BlockChanged> blocks;
  std::vector<Muted> mutes;
};

using SharedParcel = std::shared_ptr<const Parcel>;

}  // namespace heartlink::model
