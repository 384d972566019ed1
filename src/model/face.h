// SPDX-License-Identifier: Apache-2.0
// How a person appears in a room: the one rule of aliases (protocol.md §4). Whoever names somebody in a room,
// in a frame, an answer or the log, asks here. It does not depend on who looks: one appears under one's own
// alias too, so that everybody gets the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/entry.h"
#include "model/ids.h"
#include "model/room.h"

namespace heartlink::model {

struct Face {
  Face() = default;

  std::int64_t id = 0;  // the person's, or 1 or 2 of an alias
  std::string name;
  bool is_alias = false;
};

// While the room is masked, user1 is 1 under alias1 and user2 is 2 under alias2. Anybody else, and everybody
// elsewhere, is himself.
[[nodiscard]] Face present_person(UserId user, std::string_view name, const Room& room);

// Puts the faces of its people into an entry that has their names.
void present_people(Entry& entry, const Room& room);

}  // namespace heartlink::model
