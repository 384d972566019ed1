// SPDX-License-Identifier: Apache-2.0
//
// A frame is read in three steps: two octets decide nearly every refusal, the rest of the header gives length
// and mask, then the payload is unmasked and validated as it arrives. A payload that lies whole in the
// caller's buffer is handed out from there. Otherwise it is gathered in `kept_`: first the open message, and
// behind it, when a control frame in its midst is cut too, that frame's octets, which are dropped again once
// it is complete.
#include "net/websocket_codec.h"

#include <algorithm>
#include <cstring>

namespace heartlink::net {
namespace {

using protocol::Opcode;

constexpr std::uint8_t fin_bit = 0x80;
constexpr std::uint8_t reserved_bits = 0x70;
constexpr std::uint8_t opcode_mask = 0x0F;
constexpr std::uint8_t control_bit = 0x08;
constexpr std::uint8_t masked_bit = 0x80;
constexpr std::uint8_t length_in_two_octets = 126;
constexpr std::uint8_t length_in_eight_octets = 127;

constexpr Violation protocol_error(std::string_view reason) { return {1002, reason}; }
constexpr Violation too_big(std::string_view reason) { return {1009, reason}; }
constexpr Violation invalid_utf8{1007, "invalid_utf8"};

std::string_view view(std::span<const char> bytes) { return {bytes.data(), bytes.size()}; }

std::uint64_t read_big_endian(std::span<const char> octets) {
  std::uint64_t value = 0;
  for (const char octet : octets) value = (value << 8U) | static_cast<std::uint8_t>(octet);
  return value;
}

// Unmasks (RFC 6455 §5.3) eight octets at a time, and turns the mask so that it fits the octet after these.
void unmask(std::span<char> bytes, std::array<char, 4>& mask) {
  std::array<char, 8> mask_twice{};
  std::copy(mask.begin(), mask.end(), mask_twice.begin());
  std::copy(mask.begin(), mask.end(), mask_twice.begin() + 4);
  std::uint64_t mask_word = 0;
  std::memcpy(&mask_word, mask_twice.data(), sizeof mask_word);

  char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= sizeof mask_word; at += sizeof mask_word, left -= sizeof mask_word) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    word ^= mask_word;
    std::memcpy(at, &word, sizeof word);
  }
  for (std::size_t i = 0; i < left; ++i) at[i] = static_cast<char>(at[i] ^ mask_twice[i]);
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = mask_twice[(left % mask.size()) + i];
}

// RFC 6455 §7.4 and the IANA registry: what an endpoint may put into a close frame. 1004 is reserved, 1005,
// 1006 and 1015 only ever describe a close locally, and below 3000 nothing else has a meaning.
constexpr bool is_close_code(std::uint64_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace

WebSocketCodec::Fed WebSocketCodec::feed(std::span<char> bytes, Sink& sink) {
  std::span<char> rest = bytes;
  bool go_on = true;
  while (go_on && !finished_) {
    if (!in_payload_) {
      if (const auto violation = read_header(rest)) return fail(bytes.size(), *violation);
      if (!in_payload_) break;
    }
    const std::span<char> part = rest.first(std::min(rest.size(), remaining_));
    rest = rest.subspan(part.size());
    if (const auto violation = read_payload(part)) return fail(bytes.size(), *violation);
    if (remaining_ > 0) {
      kept_.append(view(part));
      break;
    }
    in_payload_ = false;
    header_size_ = 0;
    const Step step = is_control() ? finish_control(view(part), sink) : finish_data(view(part), sink);
    if (step.violation) return fail(bytes.size(), *step.violation);
    go_on = step.go_on;
  }
  return {finished_ ? bytes.size() : bytes.size() - rest.size(), std::nullopt};
}

// Takes header octets from `rest`; when the header is complete, the payload has begun.
std::optional<Violation> WebSocketCodec::read_header(std::span<char>& rest) {
  if (!collect_header(rest, 2)) return std::nullopt;
  if (const auto violation = check_first_octets()) return violation;
  if (!collect_header(rest, header_size_expected())) return std::nullopt;
  return begin_payload();
}

bool WebSocketCodec::collect_header(std::span<char>& rest, std::size_t size) {
  while (header_size_ < size && !rest.empty()) {
    header_[header_size_++] = rest.front();
    rest = rest.subspan(1);
  }
  return header_size_ >= size;
}

// Has no effect, so it may run again when a header arrives in pieces.
std::optional<Violation> WebSocketCodec::check_first_octets() const {
  if ((static_cast<std::uint8_t>(header_[0]) & reserved_bits) != 0) return protocol_error("reserved_bits");
  const std::uint8_t opcode = opcode_bits();
  const bool known = opcode <= static_cast<std::uint8_t>(Opcode::binary) ||
                     (opcode >= static_cast<std::uint8_t>(Opcode::close) &&
                      opcode <= static_cast<std::uint8_t>(Opcode::pong));
  if (!known) return protocol_error("bad_opcode");
  if ((static_cast<std::uint8_t>(header_[1]) & masked_bit) == 0) return protocol_error("unmasked_frame");
  if (!is_control()) return check_place_in_message();
  if (!fin()) return protocol_error("fragmented_control");
  if (short_length() > protocol::control_payload_bytes_max) return protocol_error("control_too_long");
  return std::nullopt;
}

std::optional<Violation> WebSocketCodec::check_place_in_message() const {
  const bool continues = opcode_bits() == static_cast<std::uint8_t>(Opcode::continuation);
  const bool open = message_opcode_ != Opcode::continuation;
  if (continues && !open) return protocol_error("unexpected_continuation");
  if (!continues && open) return protocol_error("expected_continuation");
  if (fragments_ >= limits_.fragments_max) return too_big("too_many_fragments");
  return std::nullopt;
}

std::optional<Violation> WebSocketCodec::begin_payload() {
  const std::size_t length_octets = header_size_expected() - 2 - mask_.size();
  std::uint64_t length = short_length();
  if (length_octets > 0) {
    length = read_big_endian(std::span(header_).subspan(2, length_octets));
    if ((length >> 63U) != 0) return protocol_error("length_out_of_range");
    const std::uint64_t shorter_form_max = length_octets == 2 ? 125 : 0xFFFF;
    if (length <= shorter_form_max) return protocol_error("length_not_minimal");
  }
  if (!is_control()) {
    if (length > limits_.message_bytes_max - kept_.size()) return too_big("message_too_big");
    if (fragments_++ == 0) {
      message_opcode_ = static_cast<Opcode>(opcode_bits());
      utf8_.reset();
    }
  }
  remaining_ = static_cast<std::size_t>(length);
  std::copy_n(header_.begin() + static_cast<std::ptrdiff_t>(2 + length_octets), mask_.size(), mask_.begin());
  in_payload_ = true;
  return std::nullopt;
}

std::optional<Violation> WebSocketCodec::read_payload(std::span<char> part) {
  unmask(part, mask_);
  remaining_ -= part.size();
  const bool text = !is_control() && message_opcode_ == Opcode::text;
  if (text && !utf8_.feed(part)) return invalid_utf8;
  return std::nullopt;
}

// `part` is what the caller's buffer held of the frame; the octets before it are in `kept_`.
WebSocketCodec::Step WebSocketCodec::finish_data(std::string_view part, Sink& sink) {
  if (!fin()) {
    kept_.append(part);
    return {true, std::nullopt};
  }
  const Opcode opcode = message_opcode_;
  if (opcode == Opcode::text && !utf8_.complete()) return {false, invalid_utf8};
  message_opcode_ = Opcode::continuation;
  fragments_ = 0;
  if (kept_.empty()) return {sink.on_message(opcode, part), std::nullopt};
  kept_.append(part);
  const bool go_on = sink.on_message(opcode, kept_);
  release();
  return {go_on, std::nullopt};
}

WebSocketCodec::Step WebSocketCodec::finish_control(std::string_view part, Sink& sink) {
  std::string_view payload = part;
  const std::size_t kept_here = short_length() - part.size();
  if (kept_here > 0) {
    kept_.append(part);
    payload = std::string_view(kept_).substr(kept_.size() - short_length());
  }
  Step step{true, std::nullopt};
  switch (static_cast<Opcode>(opcode_bits())) {
    case Opcode::ping:
      step.go_on = sink.on_ping(payload);
      break;
    case Opcode::pong:
      step.go_on = sink.on_pong(payload);
      break;
    default:
      step.violation = finish_close(payload, sink);
      return step;
  }
  if (kept_here > 0) {
    kept_.resize(kept_.size() - short_length());
    if (kept_.empty()) release();
  }
  return step;
}

std::optional<Violation> WebSocketCodec::finish_close(std::string_view payload, Sink& sink) {
  std::uint16_t code = close_code_absent;
  std::string_view reason;
  if (!payload.empty()) {
    if (payload.size() < 2) return protocol_error("bad_close_payload");
    code = static_cast<std::uint16_t>(read_big_endian(payload.substr(0, 2)));
    if (!is_close_code(code)) return protocol_error("bad_close_code");
    reason = payload.substr(2);
    if (!base::is_valid_utf8(reason)) return invalid_utf8;
  }
  finished_ = true;
  sink.on_close(code, reason);
  release();
  return std::nullopt;
}

WebSocketCodec::Fed WebSocketCodec::fail(std::size_t consumed, Violation violation) {
  finished_ = true;
  release();
  return {consumed, violation};
}

void WebSocketCodec::release() { std::string().swap(kept_); }

std::size_t WebSocketCodec::owned_bytes() const {
  return kept_.capacity() > std::string().capacity() ? kept_.capacity() + 1 : 0;
}

bool WebSocketCodec::fin() const { return (static_cast<std::uint8_t>(header_[0]) & fin_bit) != 0; }

std::uint8_t WebSocketCodec::opcode_bits() const {
  return static_cast<std::uint8_t>(header_[0]) & opcode_mask;
}

bool WebSocketCodec::is_control() const { return (opcode_bits() & control_bit) != 0; }

std::uint8_t WebSocketCodec::short_length() const {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(header_[1]) & ~masked_bit);
}

std::size_t WebSocketCodec::header_size_expected() const {
  const std::size_t length_octets = short_length() == length_in_two_octets     ? 2
                                    : short_length() == length_in_eight_octets ? 8
                                                                               : 0;
  return 2 + length_octets + mask_.size();
}

}  // namespace heartlink::net
