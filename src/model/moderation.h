// SPDX-License-Identifier: Apache-2.0
// What operators decide about people.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heartlink::model {

// What a report leads to. Disabling ends all sign-ins; a mute holds in every room and in matching.
enum class Measure : std::uint8_t { ignore, warn, mute, disable };

// The words of the wire, by their numbers.
inline constexpr std::array<std::string_view, 4> measures{"ignore", "warn", "mute", "disable"};

[[nodiscard]] constexpr std::string_view word_of(Measure measure) {
  return measures[static_cast<std::size_t>(measure)];
}

// Nothing when it is none of the words.
[[nodiscard]] constexpr std::optional<Measure> measure(std::string_view word) {
  for (std::size_t at = 0; at < measures.size(); ++at) {
    if (measures[at] == word) return static_cast<Measure>(at);
  }
  return std::nullopt;
}

// What its person is told of it (protocol::Moderated).
enum class ModerationNews : std::uint8_t { warn, mute, unmute };

[[nodiscard]] constexpr std::string_view word_of(ModerationNews news) {
  constexpr std::string_view words[] = {"warn", "mute", "unmute"};
  return words[static_cast<std::size_t>(news)];
}

}  // namespace heartlink::model
