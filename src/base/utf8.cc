// SPDX-License-Identifier: Apache-2.0
//
// The validator walks three lanes: eight ASCII octets at a time, whole three-octet characters (nearly all of
// a Chinese text), and one octet at a time for everything else and for the seams between two calls.
#include "base/utf8.h"

#include <cstring>

namespace heartlink::base {
namespace {

constexpr std::size_t word_bytes = sizeof(std::uint64_t);
constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080U;

constexpr bool is_continuation(std::uint8_t octet) { return (octet & 0xC0U) == 0x80U; }

// True for a complete character of three octets whose lead puts no extra condition on the second one.
// E0 (overlong) and ED (surrogates) do, and take the slow lane.
bool starts_plain_three_octets(const std::uint8_t* at) {
  const bool plain_lead = (at[0] & 0xF0U) == 0xE0U && at[0] != 0xE0U && at[0] != 0xEDU;
  return plain_lead && (((at[1] ^ 0x80U) | (at[2] ^ 0x80U)) & 0xC0U) == 0;
}

const std::uint8_t* skip_ascii(const std::uint8_t* at, const std::uint8_t* end) {
  for (std::uint64_t word = 0; static_cast<std::size_t>(end - at) >= word_bytes; at += word_bytes) {
    std::memcpy(&word, at, word_bytes);
    if ((word & high_bits) != 0) break;
  }
  while (at != end && *at < 0x80U) ++at;
  return at;
}

const std::uint8_t* skip_plain_three_octets(const std::uint8_t* at, const std::uint8_t* end) {
  while (end - at >= 3 && starts_plain_three_octets(at)) at += 3;
  return at;
}

}  // namespace

bool Utf8Validator::feed(std::span<const char> bytes) {
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto* const end = at + bytes.size();
  while (at != end && !failed_) {
    if (missing_ == 0) {
      at = skip_plain_three_octets(skip_ascii(at, end), end);
      if (at == end) break;
    }
    failed_ = !step(*at++);
  }
  return !failed_;
}

bool Utf8Validator::step(std::uint8_t octet) {
  if (missing_ == 0) return begin_character(octet);
  if (octet < lowest_ || octet > highest_) return false;
  --missing_;
  lowest_ = 0x80;
  highest_ = 0xBF;
  return true;
}

// The table of well-formed sequences in RFC 3629 §4.
bool Utf8Validator::begin_character(std::uint8_t lead) {
  if (lead < 0x80U) return true;
  if (lead < 0xC2U || lead > 0xF4U) return false;
  missing_ = lead < 0xE0U ? 1 : lead < 0xF0U ? 2 : 3;
  if (lead == 0xE0U) lowest_ = 0xA0;
  if (lead == 0xEDU) highest_ = 0x9F;
  if (lead == 0xF0U) lowest_ = 0x90;
  if (lead == 0xF4U) highest_ = 0x8F;
  return true;
}

bool is_valid_utf8(std::string_view text) {
  Utf8Validator validator;
  return validator.feed(text) && validator.complete();
}

std::string_view utf8_prefix(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && is_continuation(static_cast<std::uint8_t>(text[end]))) --end;
  return text.substr(0, end);
}

}  // namespace heartlink::base
