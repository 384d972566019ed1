// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/proxy/frame_splitter.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>

namespace heartlink::fault {
namespace {

// No head of ours is longer.
constexpr std::size_t head_bytes_max = 16UL * 1024;

constexpr std::uint8_t final_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t opcode_text = 1;
constexpr std::uint8_t opcode_close = 8;

bool asks_for_upgrade(std::string head) {
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return head.find("\r\nupgrade: websocket") != std::string::npos ||
         head.find("\r\nupgrade:websocket") != std::string::npos;
}

std::uint8_t octet(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

// Header, mask and payload; 0 when the length is not there yet.
std::uint64_t frame_bytes(std::string_view bytes) {
  constexpr std::size_t mask_bytes = 4;
  const std::uint8_t short_length = octet(bytes, 1) & 0x7FU;
  if (short_length < 126) return 2 + mask_bytes + short_length;
  const std::size_t length_bytes = short_length == 126 ? 2 : 8;
  if (bytes.size() < 2 + length_bytes) return 0;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) length = length << 8U | octet(bytes, 2 + i);
  return 2 + length_bytes + mask_bytes + length;
}

}  // namespace

void FrameSplitter::feed(std::string_view bytes, const Take& take) {
  if (state_ == State::head) return take_head(bytes, take);
  if (state_ == State::plain) return take(std::string{bytes}, false);
  held_ += bytes;
  std::string_view left = held_;
  while (state_ == State::frames && !left.empty()) {
    const auto taken = take_frame(left, take);
    if (taken == 0) break;
    left.remove_prefix(taken);
  }
  if (state_ == State::plain && !left.empty()) take(std::string{std::exchange(left, {})}, false);
  held_.erase(0, held_.size() - left.size());
}

void FrameSplitter::take_head(std::string_view bytes, const Take& take) {
  const std::size_t before = held_.size();
  held_ += bytes;
  const auto end = held_.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (held_.size() > head_bytes_max) state_ = State::plain;
    return take(std::string{bytes}, false);
  }
  const auto head = std::exchange(held_, {}).substr(0, end + 4);
  state_ = asks_for_upgrade(head) ? State::frames : State::plain;
  const auto of_head = head.size() - before;
  take(std::string{bytes.substr(0, of_head)}, false);
  if (bytes.size() > of_head) feed(bytes.substr(of_head), take);
}

std::size_t FrameSplitter::take_frame(std::string_view bytes, const Take& take) {
  if (passing_ > 0) {
    const auto part = std::min(passing_, bytes.size());
    passing_ -= part;
    take(std::string{bytes.substr(0, part)}, false);
    return part;
  }
  if (bytes.size() < 2) return 0;
  const auto first = octet(bytes, 0);
  const std::uint8_t opcode = first & 0x0FU;
  const bool is_last = (first & final_bit) != 0;
  if ((first & reserved_bits) != 0 || (octet(bytes, 1) & mask_bit) == 0) {
    state_ = State::plain;
    return 0;
  }
  const auto whole = frame_bytes(bytes);
  const bool too_long = whole > frame_bytes_max;
  if (whole == 0 || (!too_long && bytes.size() < whole)) return 0;

  if (opcode < opcode_close) amid_message_ = !is_last;
  if (opcode == opcode_close) said_goodbye_ = true;
  if (too_long) {
    passing_ = whole;
    return take_frame(bytes, take);
  }
  take(std::string{bytes.substr(0, whole)}, opcode == opcode_text && is_last);
  return whole;
}

}  // namespace heartlink::fault
