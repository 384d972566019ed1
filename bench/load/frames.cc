// SPDX-License-Identifier: Apache-2.0
#include "frames.h"

#include <array>

namespace heartlink::load {
namespace {

constexpr unsigned fin_and_reserved_bits = 0xF0;
constexpr unsigned fin_bit = 0x80;
constexpr unsigned mask_bit = 0x80;
constexpr unsigned length_in_two_octets = 126;
constexpr unsigned length_in_eight_octets = 127;

unsigned octet(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8U | octet(bytes, at + i);
  return value;
}

void append_big_endian(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) out.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

ServerFrame broken() {
  ServerFrame frame;
  frame.outcome = ServerFrame::Outcome::broken;
  return frame;
}

}  // namespace

ServerFrame split_frame(std::string_view received) {
  if (received.size() < 2) return {};
  const unsigned first = octet(received, 0);
  const unsigned second = octet(received, 1);
  const auto opcode = static_cast<Opcode>(first & 0x0FU);
  if ((first & fin_and_reserved_bits) != fin_bit || (second & mask_bit) != 0 ||
      opcode == Opcode::continuation) {
    return broken();
  }
  std::uint64_t length = second;
  std::size_t header = 2;
  if (second >= length_in_two_octets) {
    const std::size_t more = second == length_in_eight_octets ? 8 : 2;
    header += more;
    if (received.size() < header) return {};
    length = big_endian(received, 2, more);
  }
  if (length > server_frame_bytes_max) return broken();
  if (received.size() < header + length) return {};
  return {ServerFrame::Outcome::whole, opcode, received.substr(header, length), header + length};
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload, std::uint32_t mask) {
  out.push_back(static_cast<char>(fin_bit | static_cast<unsigned>(opcode)));
  if (payload.size() < length_in_two_octets) {
    out.push_back(static_cast<char>(mask_bit | payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    out.push_back(static_cast<char>(mask_bit | length_in_two_octets));
    append_big_endian(out, payload.size(), 2);
  } else {
    out.push_back(static_cast<char>(mask_bit | length_in_eight_octets));
    append_big_endian(out, payload.size(), 8);
  }
  append_big_endian(out, mask, 4);
  std::array<char, 4> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<char>(mask >> (8 * (3 - i)) & 0xFFU);
  for (std::size_t i = 0; i < payload.size(); ++i) out.push_back(static_cast<char>(payload[i] ^ key[i % 4]));
}

CloseNotice read_close(std::string_view payload) {
  if (payload.size() < 2) return {};
  return {static_cast<std::uint16_t>(big_endian(payload, 0, 2)), payload.substr(2)};
}

}  // namespace heartlink::load
