// SPDX-License-Identifier: Apache-2.0
// A text as the filter reads it: without case, width and invisible characters, and once more with nothing but
// its letters and digits, so that a word is found however it is spaced out. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heartlink::filter {

class Writing {
 public:
  // `text` is valid UTF-8. A plus before what is added to ("+v") is a letter: the Chinese word for adding.
  explicit Writing(std::string_view text);

  // NFKC, case folded (base/text.h), with everything that stands between letters.
  [[nodiscard]] const std::u32string& folded() const { return folded_; }
  [[nodiscard]] const std::u32string& letters() const { return letters_; }
  // Where the letter of this number stands in folded().
  [[nodiscard]] std::size_t place(std::size_t letter) const { return places_[letter]; }

  // Something stands before the letter of this number, or nothing does; an apostrophe between two letters
  // parts nothing.
  [[nodiscard]] bool is_apart(std::size_t letter) const {
    return letter == 0 || gaps_in(letter - 1, letter) > 0;
  }
  // After how many of the letters behind `first`, up to and with `last`, there was a gap; and a wide one, of
  // more characters than a word is spaced out by.
  [[nodiscard]] std::uint32_t gaps_in(std::size_t first, std::size_t last) const {
    return gaps_[last] - gaps_[first];
  }
  [[nodiscard]] std::uint32_t wide_gaps_in(std::size_t first, std::size_t last) const {
    return wide_gaps_[last] - wide_gaps_[first];
  }

 private:
  void add(char32_t letter, std::size_t place);

  std::u32string folded_;
  std::u32string letters_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t> gaps_;  // up to each letter
  std::vector<std::uint32_t> wide_gaps_;  // the same
};

// A Latin letter or an ASCII digit. Folded text has small ones only.
[[nodiscard]] constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
[[nodiscard]] constexpr bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }
[[nodiscard]] constexpr bool is_alphanumeric(char32_t c) { return is_latin(c) || is_digit(c); }

}  // namespace heartlink::filter
