// SPDX-License-Identifier: Apache-2.0
// What a person is in a room, and how that changes.
#pragma once

#include <cstdint>
#include <string_view>

namespace heartlink::model {

// The number is stored: a new value goes to the end. The smaller, the more one may do. A guest is somebody
// who came into an open room and read there: his marks are kept, but he is no member.
enum class Role : std::uint8_t { owner, admin, member, guest };

[[nodiscard]] constexpr std::string_view word_of(Role role) {
  switch (role) {
    case Role::owner:
      return "owner";
    case Role::admin:
      return "admin";
    case Role::member:
      return "member";
    case Role::guest:
      break;
  }
  return "guest";
}

// A member change by its word, which is what the log keeps (Entry::message_type) and the wire says.
enum class MemberAction : std::uint8_t { joined, added, left, removed, role, muted, unmuted, revealed, kept };

// What the content of an entry says when both of the two have now said `revealed` or `kept`.
inline constexpr std::string_view both_said = "both";

[[nodiscard]] constexpr std::string_view word_of(MemberAction action) {
  constexpr std::string_view words[] = {"joined", "added",   "left",     "removed", "role",
                                        "muted",  "unmuted", "revealed", "kept"};
  return words[static_cast<std::size_t>(action)];
}

}  // namespace heartlink::model
