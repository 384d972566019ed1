// SPDX-License-Identifier: Apache-2.0
#include "net/door_frames.h"

#include <cstdint>
#include <utility>

namespace heartlink::net {
namespace {

using base::Code;
using base::Result;
using protocol::Opcode;

constexpr std::uint8_t fin_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t opcode_bits = 0x0F;
constexpr std::uint8_t control_bit = 0x08;
constexpr std::uint8_t masked_bit = 0x80;
constexpr std::uint8_t length_in_two_octets = 126;
constexpr std::uint8_t length_in_eight_octets = 127;

std::uint8_t octet(char c) { return static_cast<std::uint8_t>(c); }

bool is_control(Opcode opcode) { return (static_cast<std::uint8_t>(opcode) & control_bit) != 0; }

base::Error broken(std::string detail) {
  return base::fail(Code::not_heartlink, "the socket does not speak WebSocket: " + std::move(detail));
}

}  // namespace

std::string masked_frame(Opcode opcode, std::string_view payload, const std::array<char, 4>& mask) {
  const auto size = payload.size();
  const std::size_t length_octets = size <= 125 ? 0 : size <= 0xFFFF ? 2 : 8;
  const auto length = length_octets == 0
                          ? static_cast<std::uint8_t>(size)
                          : (length_octets == 2 ? length_in_two_octets : length_in_eight_octets);
  std::string out;
  out += static_cast<char>(fin_bit | static_cast<std::uint8_t>(opcode));
  out += static_cast<char>(masked_bit | length);
  for (std::size_t i = length_octets; i-- > 0;) out += static_cast<char>((size >> (8 * i)) & 0xFFU);
  out.append(mask.data(), mask.size());
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(payload[i] ^ mask[i % mask.size()]);
  return out;
}

Result<std::optional<ServerFrames::Header>> ServerFrames::header() const {
  constexpr std::size_t shortest = 2;
  if (bytes_.size() < shortest) return std::optional<Header>{};
  const auto first = octet(bytes_[0]);
  const auto second = octet(bytes_[1]);
  if ((first & reserved_bits) != 0) return broken("reserved bits");
  if ((second & masked_bit) != 0) return broken("a masked frame from a server");
  const std::size_t length_octets = second == length_in_two_octets     ? 2
                                    : second == length_in_eight_octets ? 8
                                                                       : 0;
  if (bytes_.size() < shortest + length_octets) return std::optional<Header>{};
  std::uint64_t length = length_octets == 0 ? second : 0;
  for (std::size_t i = 0; i < length_octets; ++i) length = (length << 8U) | octet(bytes_[shortest + i]);
  if (length > message_bytes_max) return broken("a frame over 1 MiB");
  return std::optional{Header{static_cast<Opcode>(first & opcode_bits), (first & fin_bit) != 0,
                              shortest + length_octets, static_cast<std::size_t>(length)}};
}

Result<void> ServerFrames::check_place(const Header& header) const {
  switch (header.opcode) {
    case Opcode::close:
    case Opcode::ping:
    case Opcode::pong:
      if (!header.fin || header.payload_bytes > protocol::control_payload_bytes_max)
        return broken("a control frame that is long or in pieces");
      return {};
    case Opcode::continuation:
      if (!open_) return broken("a continuation of nothing");
      if (open_->payload.size() + header.payload_bytes > message_bytes_max)
        return broken("a message over 1 MiB");
      return {};
    case Opcode::text:
    case Opcode::binary:
      if (open_) return broken("a message within a message");
      return {};
  }
  return broken("an unknown opcode");
}

Result<std::optional<ServerFrames::Message>> ServerFrames::next() {
  for (;;) {
    const auto found = header();
    if (found.has_error()) return found.error();
    if (!*found) return std::optional<Message>{};
    const Header& frame = **found;
    const auto place = check_place(frame);
    if (place.has_error()) return place.error();
    if (bytes_.size() < frame.header_bytes + frame.payload_bytes) return std::optional<Message>{};
    auto payload = bytes_.substr(frame.header_bytes, frame.payload_bytes);
    bytes_.erase(0, frame.header_bytes + frame.payload_bytes);
    if (is_control(frame.opcode)) return std::optional{Message{frame.opcode, std::move(payload)}};
    if (!open_) open_ = Message{frame.opcode, {}};
    open_->payload += payload;
    if (frame.fin) return std::exchange(open_, std::nullopt);
  }
}

}  // namespace heartlink::net
