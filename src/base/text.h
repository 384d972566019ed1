// SPDX-License-Identifier: Apache-2.0
// Text as people write it: normal forms, graphemes, trimming. Over utf8proc; input must be valid UTF-8
// (base/utf8.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heartlink::base {

// Unicode normal form C.
[[nodiscard]] std::string nfc(std::string_view text);

// NFKC.
[[nodiscard]] std::string nfkc(std::string_view text);

// NFKC with case folding: the key under which names are unique.
[[nodiscard]] std::string folded(std::string_view text);

// Without white space (White_Space of Unicode, and U+FEFF) at both ends; a view into `text`.
[[nodiscard]] std::string_view trimmed(std::string_view text);

// Extended grapheme clusters (UAX #29), counted up to `limit + 1`: long texts cost no more than the limit.
[[nodiscard]] std::size_t graphemes(std::string_view text, std::size_t limit);

// The first `count` of them; a view into `text`.
[[nodiscard]] std::string_view first_graphemes(std::string_view text, std::size_t count);

// Letters and digits of any script, and one of `extra` (ASCII).
[[nodiscard]] bool is_word(std::string_view text, std::string_view extra);

// The characters of `text`, up to where it is not UTF-8.
[[nodiscard]] std::u32string characters(std::string_view text);

// A letter or a digit of any script.
[[nodiscard]] bool is_letter_or_digit(char32_t character);

// All of `text` as one decimal number, perhaps with a minus; nothing when it is anything else or too big.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

// A to Z in lower case; everything else as it is. For header names and host names.
[[nodiscard]] std::string ascii_lower(std::string_view text);

// Code points.
[[nodiscard]] std::size_t code_points(std::string_view text);

// Levenshtein distance over bytes, for "did you mean".
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace heartlink::base
