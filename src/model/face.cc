// SPDX-License-Identifier: Apache-2.0
#include "model/face.h"

#include <utility>

namespace heartlink::model {

Face present_person(UserId user, std::string_view name, const Room& room) {
  Face face;
  face.id = user.value;
  face.name = name;
  if (!room.is_masked()) return face;
  const bool is_first = room.user1 == user;
  if (!is_first && room.user2 != user) return face;
  face.id = is_first ? 1 : 2;
  face.name = is_first ? room.alias1 : room.alias2;
  face.is_alias = true;
  return face;
}

void present_people(Entry& entry, const Room& room) {
  if (!room.is_masked()) return;
  auto sender = present_person(entry.sender, entry.sender_name, room);
  entry.sender_alias = static_cast<std::uint8_t>(sender.is_alias ? sender.id : 0);
  entry.sender_name = std::move(sender.name);
  if (entry.kind != EntryKind::member_changed) return;
  entry.member_name = present_person(entry.member, entry.member_name, room).name;
}

}  // namespace heartlink::model
