// SPDX-License-Identifier: Apache-2.0
// Why a socket ends, as the client is told (protocol.md §2). 4000–4399 and 4408: come back; the others of
// 44xx: not before something changed.
#pragma once

#include <cstdint>
#include <string_view>

namespace heartlink::protocol {

struct CloseReason {
  std::uint16_t code;
  std::string_view text;  // stable
};

inline constexpr CloseReason close_draining{1001, "draining"};
inline constexpr CloseReason close_silent{4000, "silent"};
inline constexpr CloseReason close_unavailable{4001, "unavailable"};
inline constexpr CloseReason close_session_ended{4401, "session_ended"};
inline constexpr CloseReason close_removed{4403, "removed"};
inline constexpr CloseReason close_slow_consumer{4408, "slow_consumer"};
inline constexpr CloseReason close_room_ended{4410, "room_ended"};

}  // namespace heartlink::protocol
