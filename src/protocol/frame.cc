// SPDX-License-Identifier: Apache-2.0
//
// Encoding of server frames; the header's three shapes are RFC 6455 §5.2, always the shortest that fits.
#include "protocol/frame.h"

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>

#include "base/utf8.h"

namespace heartlink::protocol {
namespace {

constexpr std::uint8_t fin_bit = 0x80;
constexpr std::uint8_t length_in_two_octets = 126;
constexpr std::uint8_t length_in_eight_octets = 127;

// Writes `value` into `size` octets, the highest first.
void write_big_endian(char* to, std::uint64_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0; value >>= 8U) to[i] = static_cast<char>(value & 0xFFU);
}

constexpr bool may_be_sent(std::uint16_t close_code) {
  return close_code != 1005 && close_code != 1006 && close_code != 1015;
}

}  // namespace

Frame Frame::text(std::string_view json) {
  Frame frame = begin(Opcode::text, json.size());
  std::copy(json.begin(), json.end(), frame.payload_begin());
  return frame;
}

Frame Frame::control(Opcode opcode, std::string_view payload) {
  if (payload.size() > control_payload_bytes_max) throw std::length_error("control frame over 125 octets");
  Frame frame = begin(opcode, payload.size());
  std::copy(payload.begin(), payload.end(), frame.payload_begin());
  return frame;
}

Frame Frame::close(std::uint16_t code, std::string_view reason) {
  if (!may_be_sent(code)) return begin(Opcode::close, 0);
  const std::string_view said = base::utf8_prefix(reason, close_reason_bytes_max);
  Frame frame = begin(Opcode::close, 2 + said.size());
  char* const payload = frame.payload_begin();
  write_big_endian(payload, code, 2);
  std::copy(said.begin(), said.end(), payload + 2);
  return frame;
}

std::string_view Frame::payload() const {
  if (!block_) return {};
  const std::string_view all = bytes();
  const auto length = static_cast<std::uint8_t>(all[1]);
  return all.substr(length < length_in_two_octets ? 2 : length == length_in_two_octets ? 4 : 10);
}

Frame Frame::begin(Opcode opcode, std::size_t payload_bytes) {
  const std::size_t header_bytes = frame_header_bytes(payload_bytes);
  Frame frame;
  frame.block_ = Block::make(header_bytes + payload_bytes);
  char* const header = frame.block_->data();
  header[0] = static_cast<char>(fin_bit | static_cast<std::uint8_t>(opcode));
  if (header_bytes == 2) {
    header[1] = static_cast<char>(payload_bytes);
  } else {
    header[1] = static_cast<char>(header_bytes == 4 ? length_in_two_octets : length_in_eight_octets);
    write_big_endian(header + 2, payload_bytes, header_bytes - 2);
  }
  return frame;
}

char* Frame::payload_begin() { return block_->data() + (bytes().size() - payload().size()); }

boost::intrusive_ptr<Frame::Block> Frame::Block::make(std::size_t size) {
  if (size > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("frame over 4 GiB");
  void* const memory = ::operator new(sizeof(Block) + size);
  return boost::intrusive_ptr<Block>(::new (memory) Block(static_cast<std::uint32_t>(size)));
}

}  // namespace heartlink::protocol
