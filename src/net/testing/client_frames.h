// SPDX-License-Identifier: Apache-2.0
//
// Builds the octets a WebSocket client would send, correct ones in a word and broken ones on request. For
// tests of everything that reads frames; the server itself must never use it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/frame.h"

namespace heartlink::net::testing {

enum class LengthForm : std::uint8_t { shortest, two_octets, eight_octets };

// One frame; the defaults are what a correct client sends.
struct ClientFrame {
  std::uint8_t opcode = 1;
  std::string payload = {};
  bool fin = true;
  std::uint8_t reserved = 0;  // RSV1 is 4, RSV2 is 2, RSV3 is 1.
  bool masked = true;
  std::array<std::uint8_t, 4> mask = {0x37, 0xFA, 0x21, 0x3D};
  LengthForm length_form = LengthForm::shortest;
  std::optional<std::uint64_t> claimed_length = std::nullopt;  // Written instead of the payload's real size.
};

inline std::string encode(const ClientFrame& frame) {
  const std::uint64_t length = frame.claimed_length.value_or(frame.payload.size());
  const std::uint8_t mask_bit = frame.masked ? 0x80 : 0;
  const std::size_t length_octets = frame.length_form == LengthForm::eight_octets || length > 0xFFFF ? 8
                                    : frame.length_form == LengthForm::two_octets || length > 125    ? 2
                                                                                                     : 0;
  std::string bytes;
  bytes += static_cast<char>((frame.fin ? 0x80 : 0) | (frame.reserved << 4) | frame.opcode);
  bytes += static_cast<char>(mask_bit | (length_octets == 0 ? length : length_octets == 2 ? 126 : 127));
  for (std::size_t i = length_octets; i-- > 0;) bytes += static_cast<char>((length >> (8 * i)) & 0xFFU);
  if (!frame.masked) return bytes + frame.payload;
  for (const std::uint8_t octet : frame.mask) bytes += static_cast<char>(octet);
  for (std::size_t i = 0; i < frame.payload.size(); ++i) {
    bytes += static_cast<char>(frame.payload[i] ^ static_cast<char>(frame.mask[i % 4]));
  }
  return bytes;
}

inline std::string client_frame(protocol::Opcode opcode, std::string_view payload, bool fin = true) {
  return encode({.opcode = static_cast<std::uint8_t>(opcode), .payload = std::string(payload), .fin = fin});
}

inline std::string client_text(std::string_view payload) {
  return client_frame(protocol::Opcode::text, payload);
}

inline std::string client_binary(std::string_view payload) {
  return client_frame(protocol::Opcode::binary, payload);
}

inline std::string client_ping(std::string_view payload) {
  return client_frame(protocol::Opcode::ping, payload);
}

inline std::string client_pong(std::string_view payload) {
  return client_frame(protocol::Opcode::pong, payload);
}

// A close frame with a code and a reason.
inline std::string client_close(std::uint16_t code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
  payload += reason;
  return client_frame(protocol::Opcode::close, payload);
}

// The first frame of a fragmented text, a middle one, the last one.
inline std::string client_text_begin(std::string_view payload) {
  return client_frame(protocol::Opcode::text, payload, false);
}
inline std::string client_more(std::string_view payload) {
  return client_frame(protocol::Opcode::continuation, payload, false);
}
inline std::string client_last(std::string_view payload) {
  return client_frame(protocol::Opcode::continuation, payload);
}

}  // namespace heartlink::net::testing
