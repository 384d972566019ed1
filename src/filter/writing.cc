// SPDX-License-Identifier: Apache-2.0
#include "filter/writing.h"

#include "base/text.h"

namespace heartlink::filter {
namespace {

// A word is spaced out by so many characters between two of its letters at most.
constexpr std::size_t spacing_max = 3;

constexpr char32_t to_add = U'\u52A0';
// What one adds: v, w (WeChat), q, and the first characters of their Chinese names, or "me".
constexpr std::u32string_view what_is_added = U"vwq\u5FAE\u8587\u5A01\u6263\u4F01\u6211";

bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'\u2019'; }

bool adds(const std::u32string& text, std::size_t plus) {
  const auto next = text.find_first_not_of(U' ', plus + 1);
  return next != std::u32string::npos && what_is_added.find(text[next]) != std::u32string_view::npos;
}

bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// Zero-width characters and the one that makes an emoji: folding drops them.
bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFE0F || c == 0xFEFF;
}

// What folding leaves as it is, and what no mark behind it changes: ideographs, the punctuation of Chinese,
// quotation marks and dashes, emoji.
bool is_inert(char32_t c) {
  constexpr std::u32string_view punctuation = U"\u2013\u2014\u2018\u2019\u201C\u201D\u2026\u3001\u3002";
  return is_ideograph(c) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) ||
         punctuation.find(c) != std::u32string_view::npos;
}

// Nearly all messages are made of what folds character by character: that, ASCII, and full width forms of
// ASCII. False: the text has something else. A test compares it with what the long way makes of the same.
bool fold_plain(std::u32string& text) {
  constexpr char32_t full_width = 0xFF01;
  constexpr char32_t full_width_last = 0xFF5E;
  for (char32_t& c : text) {
    if (c >= full_width && c <= full_width_last) c = c - full_width + U'!';
    if (c >= U'A' && c <= U'Z') c = c - U'A' + U'a';
    if (c >= 0x80 && !is_inert(c) && !is_invisible(c)) return false;
  }
  std::erase_if(text, is_invisible);
  return true;
}

std::u32string folded(std::string_view text) {
  auto plain = base::characters(text);
  return fold_plain(plain) ? plain : base::characters(base::folded(text));
}

}  // namespace

Writing::Writing(std::string_view text) : folded_(filter::folded(text)) {
  letters_.reserve(folded_.size());
  places_.reserve(folded_.size());
  for (std::size_t at = 0; at < folded_.size(); ++at) {
    const char32_t c = folded_[at];
    if (is_alphanumeric(c) || is_ideograph(c) || (c >= 0x80 && base::is_letter_or_digit(c))) {
      add(c, at);
    } else if (c == U'+' && adds(folded_, at)) {
      add(to_add, at);
    }
  }
}

void Writing::add(char32_t letter, std::size_t place) {
  std::size_t between = places_.empty() ? 0 : place - places_.back() - 1;
  if (between == 1 && is_apostrophe(folded_[place - 1])) between = 0;
  const auto gaps = gaps_.empty() ? 0 : gaps_.back();
  const auto wide = wide_gaps_.empty() ? 0 : wide_gaps_.back();
  gaps_.push_back(gaps + (between > 0 ? 1 : 0));
  wide_gaps_.push_back(wide + (between > spacing_max ? 1 : 0));
  places_.push_back(static_cast<std::uint32_t>(place));
  letters_ += letter;
}

}  // namespace heartlink::filter
