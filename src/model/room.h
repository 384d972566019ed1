// SPDX-License-Identifier: Apache-2.0
// A room as the store keeps it, and the rule who may enter one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::model {

enum class RoomType : std::uint8_t { private_room, group, public_room, system };
enum class RoomStatus : std::uint8_t { waiting, active, ended };
// The number is stored: a new value goes to the end. `system`: made by the server for its notices to one
// person.
enum class MadeBy : std::uint8_t { direct, number, heart, group, public_room, test, system };

struct Room {
  RoomId id;
  RoomType type = RoomType::private_room;
  RoomStatus status = RoomStatus::active;
  MadeBy made_by = MadeBy::direct;
  std::optional<UserId> user1;
  std::optional<UserId> user2;
  std::string name;  // what people call it; empty: its id says it
  EntryId last_id;
  EntryId pruned_before{1};  // the oldest entry that is still kept; what was below it is gone
  std::string alias1;  // under which user1 and user2 appear until both have revealed themselves; empty: none
  std::string alias2;
  std::uint8_t revealed = 0;  // who said so: 1 user1, 2 user2, 3 both
  std::uint8_t kept = 0;  // who wants it kept, likewise
  std::string epoch;  // of the log's incarnation: another epoch means another history
  base::WallTime created_at;

  // Whoever knows the id may enter; entering is no member change and writes no entry.
  [[nodiscard]] bool open_to_all() const { return type == RoomType::public_room || made_by == MadeBy::test; }

  // Who the two are is still hidden from each other.
  [[nodiscard]] bool is_masked() const { return !alias1.empty() && revealed != 3; }

  // Of two who were matched and have not both said that they want it kept.
  [[nodiscard]] bool is_of_strangers() const { return made_by == MadeBy::number || made_by == MadeBy::heart; }

  // Of exactly two people.
  [[nodiscard]] bool is_pair() const {
    return made_by == MadeBy::direct || made_by == MadeBy::number || made_by == MadeBy::heart;
  }
};

}  // namespace heartlink::model
