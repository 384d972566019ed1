// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 as RFC 3629 allows it: no overlong forms, no surrogates, nothing above U+10FFFF. The WebSocket codec
// feeds the validator while a message is still arriving; everyone else asks about a whole text. It never
// repairs a text and never allocates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace heartlink::base {

// Checks a text that arrives in pieces, cut anywhere, also inside a character. Four octets of state.
class Utf8Validator {
 public:
  // Returns false as soon as the octets seen so far can no longer become valid UTF-8, at the very first bad
  // octet. From then on every call returns false until `reset`.
  [[nodiscard]] bool feed(std::span<const char> bytes);

  // True when the text may end here: nothing was wrong and no character is half read.
  [[nodiscard]] bool complete() const { return !failed_ && missing_ == 0; }

  // Begins a new text.
  void reset() { *this = Utf8Validator{}; }

 private:
  bool step(std::uint8_t octet);
  bool begin_character(std::uint8_t lead);

  std::uint8_t missing_ = 0;  // Octets the open character still needs.
  std::uint8_t lowest_ = 0x80;  // Range of the next continuation octet, narrower after E0, ED, F0 and F4:
  std::uint8_t highest_ = 0xBF;  // that is where overlong forms, surrogates and too large values show first.
  bool failed_ = false;
};

// True when `text` is valid UTF-8 from its first to its last octet. The empty text is valid.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// The longest beginning of `text` with at most `bytes_max` octets that ends between two characters.
// Expects valid UTF-8; with other input it still returns a prefix within the limit.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes_max);

}  // namespace heartlink::base
