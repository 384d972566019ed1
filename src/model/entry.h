// SPDX-License-Identifier: Apache-2.0
// One place in a room's log. It owns memory, so it has a constructor and is never a braced aggregate in a
// coroutine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "model/caution.h"
#include "model/ids.h"

namespace heartlink::model {

// The number is stored. A recalled message keeps its place without its text; the recall has one of its own.
enum class EntryKind : std::uint8_t { message = 1, recall = 2, ended = 3, member_changed = 4, recalled = 5 };

struct Entry {
  Entry() = default;

  RoomId room;
  EntryId id;
  EntryKind kind = EntryKind::message;
  UserId sender;  // who it really is: whose an entry is depends on people, not on names
  std::string sender_name;  // as he appears in the room (model/face.h)
  std::uint8_t sender_alias = 0;  // 1 or 2: under this number; 0: under his own
  // What the text is; of a member change its word (model/member.h).
  std::string message_type = "text";
  // Of a member change: the role it gave (joined, added, role), until when it mutes, as microseconds, or
  // `both` when it was the second of two words (revealed, kept).
  std::string content;
  std::string client_id;  // empty when the client gave none
  std::optional<EntryId> reply_to;
  std::optional<EntryId> target;  // of a recall: the message; of a recalled message: the recall
  UserId member;                  // of a member change: whom it is about
  std::string member_name;  // as he appears
  base::WallTime created_at;
  Caution caution = Caution::none;  // of a message between strangers: what the filter finds in it
};

}  // namespace heartlink::model
