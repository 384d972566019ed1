// SPDX-License-Identifier: Apache-2.0
// What a person says of himself while he is here. Never stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace heartlink::model {

enum class OnlineStatus : std::uint8_t { online, busy, away, offline };

// The word of the wire; nothing when it is none of the four.
[[nodiscard]] constexpr std::optional<OnlineStatus> parse_online_status(std::string_view word) {
  if (word == "online") return OnlineStatus::online;
  if (word == "busy") return OnlineStatus::busy;
  if (word == "away") return OnlineStatus::away;
  if (word == "offline") return OnlineStatus::offline;
  return std::nullopt;
}

}  // namespace heartlink::model
