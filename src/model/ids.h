// SPDX-License-Identifier: Apache-2.0
// Identities as types of their own, so that two numbers are never confused.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace heartlink::model {

template <class Tag>
struct NumberId {
  std::int64_t value = 0;
  auto operator<=>(const NumberId&) const = default;
};

using UserId = NumberId<struct UserTag>;

// The place of an entry in its room's log: dense, from 1, in commit order (protocol.md §2). 0 is "before the
// first".
using EntryId = NumberId<struct EntryTag>;

// A room's public name: 1–100 characters, NFC, checked by protocol::parse_room_id before one is made from the
// wire.
struct RoomId {
  std::string value;
  auto operator<=>(const RoomId&) const = default;
};

}  // namespace heartlink::model

template <class Tag>
struct std::hash<heartlink::model::NumberId<Tag>> {
  std::size_t operator()(heartlink::model::NumberId<Tag> id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};

template <>
struct std::hash<heartlink::model::RoomId> {
  std::size_t operator()(const heartlink::model::RoomId& id) const noexcept {
    return std::hash<std::string>{}(id.value);
  }
};
