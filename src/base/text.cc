// SPDX-License-Identifier: Apache-2.0
// Unicode through utf8proc. Every function walks the text once and looks at code points, never at bytes of a
// half-read character; a text that is not UTF-8 comes back as it is, or ends the walk where it goes wrong.

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include <utf8proc.h>

namespace heartlink::base {
namespace {

struct Character {
  utf8proc_int32_t code = 0;
  std::size_t bytes = 0;
};

// The character at the beginning of `text`, nothing at the end or where the text is not UTF-8.
std::optional<Character> first_character(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Character found;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto length = utf8proc_iterate(data, static_cast<utf8proc_ssize_t>(text.size()), &found.code);
  if (length <= 0) return std::nullopt;
  found.bytes = static_cast<std::size_t>(length);
  return found;
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): a set of flags.
  const auto flags = static_cast<utf8proc_option_t>(options);
  const auto length = utf8proc_map(data, static_cast<utf8proc_ssize_t>(text.size()), &raw, flags);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{raw, &std::free};
  if (length < 0) return std::string{text};
  return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)};
}

// PropList.txt, White_Space, and the byte order mark that editors leave at the front of pasted text.
bool is_space(utf8proc_int32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == 0x20 || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Nl is in because 〇, the zero of Chinese years and numbers, is one; No (², ①) is out.
bool is_letter_or_digit(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
      return true;
    default:
      return false;
  }
}

bool is_mark(utf8proc_int32_t code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

}  // namespace

std::string nfc(std::string_view text) { return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE); }

std::string nfkc(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

std::string folded(std::string_view text) {
  return mapped(text,
                UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

std::string_view trimmed(std::string_view text) {
  for (auto c = first_character(text); c && is_space(c->code); c = first_character(text)) {
    text.remove_prefix(c->bytes);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && is_continuation(text[start])) --start;
    const auto last = first_character(text.substr(start));
    if (!last || !is_space(last->code)) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

std::size_t graphemes(std::string_view text, std::size_t limit) {
  std::size_t count = 0;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  for (auto c = first_character(text); c && count <= limit; c = first_character(text)) {
    if (count == 0 || utf8proc_grapheme_break_stateful(before, c->code, &state)) ++count;
    before = c->code;
    text.remove_prefix(c->bytes);
  }
  return count;
}

std::string_view first_graphemes(std::string_view text, std::size_t count) {
  std::size_t seen = 0;
  std::size_t bytes = 0;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  for (auto c = first_character(text); c; c = first_character(text.substr(bytes))) {
    if (bytes == 0 || utf8proc_grapheme_break_stateful(before, c->code, &state)) ++seen;
    if (seen > count) break;
    before = c->code;
    bytes += c->bytes;
  }
  return text.substr(0, bytes);
}

bool is_word(std::string_view text, std::string_view extra) {
  bool may_carry_mark = false;
  if (text.empty()) return false;
  while (!text.empty()) {
    const auto c = first_character(text);
    if (!c) return false;
    if (is_letter_or_digit(c->code)) {
      may_carry_mark = true;
    } else if (c->bytes == 1 && extra.find(text.front()) != std::string_view::npos) {
      may_carry_mark = false;
    } else if (!may_carry_mark || !is_mark(c->code)) {
      return false;
    }
    text.remove_prefix(c->bytes);
  }
  return true;
}

std::u32string characters(std::string_view text) {
  std::u32string all;
  all.reserve(text.size());
  for (auto c = first_character(text); c; c = first_character(text)) {
    all += static_cast<char32_t>(c->code);
    text.remove_prefix(c->bytes);
  }
  return all;
}

bool is_letter_or_digit(char32_t character) {
  return is_letter_or_digit(static_cast<utf8proc_int32_t>(character));
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

// One row of the Wagner-Fischer table at a time.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::string ascii_lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace heartlink::base
