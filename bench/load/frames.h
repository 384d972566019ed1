// SPDX-License-Identifier: Apache-2.0
// WebSocket frames as a client sees them (RFC 6455 §5): splitting what the server sends, making what we send.
// Pure. It shares no code with the server's codec, so that a mistake there cannot hide behind the same
// mistake here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heartlink::load {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

inline constexpr std::size_t server_frame_bytes_max = std::size_t{256} * 1024;

struct ServerFrame {
  enum class Outcome { whole, unfinished, broken };
  Outcome outcome = Outcome::unfinished;
  Opcode opcode = Opcode::text;
  std::string_view payload;  // inside the bytes that were given
  std::size_t bytes = 0;  // header and payload, when whole
};

// The first frame of `received`. Broken: masked, fragmented, with a reserved bit, or over
// server_frame_bytes_max; this server sends none of these.
[[nodiscard]] ServerFrame split_frame(std::string_view received);

// Appends one masked frame. The mask need not be secret here, so any changing number will do.
void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask);

// The code and reason of a close frame's payload; code 1005 when it carries none (RFC 6455 §7.1.5).
struct CloseNotice {
  std::uint16_t code = 1005;
  std::string_view reason;
};
[[nodiscard]] CloseNotice read_close(std::string_view payload);

}  // namespace heartlink::load
