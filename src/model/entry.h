// SPDX-License-Identifier: Apache-2.0
// One place in a room's log. It owns memory, so it has a constructor and is never a braced aggregate in a
// coroutine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::model {

enum class EntryKind : std::uint8_t { message = 1, recall = 2, ended = 3, member_changed = 4 };

struct Entry {
  Entry() = default;

  RoomId room;
  EntryId id;
  EntryKind kind = EntryKind::message;
  UserId sender;
  std::string sender_name;
  std::string message_type = "text";
  std::string content;
  std::string client_id;  // empty when the client gave none
  std::optional<EntryId> reply_to;
  base::WallTime created_at;
};

}  // namespace heartlink::model
