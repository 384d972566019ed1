// SPDX-License-Identifier: Apache-2.0
#include "filter/numbers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "filter/writing.h"

namespace heartlink::filter {
namespace {

constexpr std::size_t digits_max = 20;
constexpr std::size_t mobile_digits = 11;
constexpr std::size_t country_digits = 2;

// -1: none. Chinese numerals count, the formal ones, the round zero, and the one that is read out on the
// telephone.
int digit_of(char32_t c) {
  if (is_digit(c)) return static_cast<int>(c - U'0');
  switch (c) {
    case U'\u96F6':
    case U'\u3007':
      return 0;
    case U'\u4E00':
    case U'\u58F9':
    case U'\u5E7A':
      return 1;
    case U'\u4E8C':
    case U'\u8D30':
      return 2;
    case U'\u4E09':
    case U'\u53C1':
      return 3;
    case U'\u56DB':
    case U'\u8086':
      return 4;
    case U'\u4E94':
    case U'\u4F0D':
      return 5;
    case U'\u516D':
    case U'\u9646':
      return 6;
    case U'\u4E03':
    case U'\u67D2':
      return 7;
    case U'\u516B':
    case U'\u634C':
      return 8;
    case U'\u4E5D':
    case U'\u7396':
      return 9;
    default:
      return -1;
  }
}

bool is_spacing(char32_t c) { return c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')'; }

struct Run {
  std::array<int, digits_max> digits{};  // the first ones
  std::size_t count = 0;
  std::size_t end = 0;  // behind the last of them
};

// The digits from `at` on, with up to two blanks, hyphens or dots between any two.
Run digits_from(std::u32string_view text, std::size_t at) {
  Run run;
  for (std::size_t spacing = 0; at < text.size() && spacing <= 2; ++at) {
    const int digit = digit_of(text[at]);
    if (digit < 0) {
      if (!is_spacing(text[at])) break;
      ++spacing;
      continue;
    }
    spacing = 0;
    if (run.count < digits_max) run.digits[run.count] = digit;
    ++run.count;
    run.end = at + 1;
  }
  return run;
}

bool is_mobile(const Run& run, std::size_t from) {
  return run.count == from + mobile_digits && run.digits[from] == 1 && run.digits[from + 1] >= 3;
}

bool is_behind_plus(std::u32string_view text, std::size_t at) {
  if (at > 0 && text[at - 1] == U'(') --at;
  return at > 0 && text[at - 1] == U'+' && (at < 2 || !is_alphanumeric(text[at - 2]));
}

bool is_telephone(std::u32string_view text, std::size_t at, const Run& run) {
  if (is_mobile(run, 0)) return true;
  if (is_mobile(run, country_digits) && run.digits[0] == 8 && run.digits[1] == 6) return true;
  return is_behind_plus(text, at) && run.count >= 8 && run.count <= 15;
}

// What is counted, not called: steps, times, money, units.
constexpr std::u32string_view counted =
    U"\u6B65\u4E2A\u6B21\u5143\u5757\u4E07\u4EBF\u4EBA\u5E74\u6708\u65E5\u5206\u79D2\u7C73\u5929%$"
    U"\u20AC\u00A5\uFFE5";

bool is_counted(std::u32string_view text, std::size_t at) {
  while (at < text.size() && text[at] == U' ') ++at;
  return at < text.size() && counted.find(text[at]) != std::u32string_view::npos;
}

bool is_in_name(char32_t c) { return is_alphanumeric(c) || c == U'_' || c == U'-' || c == U'.'; }

// A piece of Latin letters and digits.
struct Piece {
  std::u32string_view text;
  std::size_t digits = 0;
  bool has_letter = false;
};
Piece piece_at(std::u32string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_in_name(text[end])) ++end;
  while (end > at && !is_alphanumeric(text[end - 1]) && text[end - 1] != U'_') --end;
  Piece piece;
  piece.text = text.substr(at, end - at);
  piece.digits = static_cast<std::size_t>(std::ranges::count_if(piece.text, is_digit));
  piece.has_letter = std::ranges::any_of(piece.text, is_latin);
  return piece;
}

// What announces a name: a colon and its like, or the words for "is" and "number".
bool announces(char32_t c) {
  constexpr std::u32string_view all = U":=@\u662F\u53F7";
  return all.find(c) != std::u32string_view::npos;
}

constexpr char32_t is_word = U'\u662F';

constexpr std::size_t letters_between_max = 8;
// A word of Latin letters parts more than one Chinese character does.
constexpr std::size_t latin_word_extra = 2;
constexpr std::size_t characters_between_max = 24;

}  // namespace

bool has_telephone(std::u32string_view folded) {
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (digit_of(folded[at]) < 0) continue;
    const auto run = digits_from(folded, at);
    if (is_telephone(folded, at, run)) return true;
    at = run.end - 1;
  }
  return false;
}

bool names_account(std::u32string_view folded, std::size_t at) {
  const std::size_t end = std::min(folded.size(), at + characters_between_max);
  std::size_t between = 0;  // letters
  bool is_announced = false;
  while (at < end && between <= letters_between_max) {
    const char32_t c = folded[at];
    if (!is_alphanumeric(c) && c != U'_') {
      is_announced = is_announced || announces(c);
      if (c == U'\n') return false;
      if (base::is_letter_or_digit(c)) ++between;
      ++at;
      continue;
    }
    const auto piece = piece_at(folded, at);
    if (!piece.has_letter) {
      const auto run = digits_from(folded, at);
      if (run.count >= (between == 0 || is_announced ? 5U : 6U) && !is_counted(folded, run.end)) return true;
    } else if (piece.digits > 0 && piece.text.size() >= 4 && (between <= 3 || is_announced)) {
      return true;
    } else if (piece.digits == 0 && piece.text.size() >= 3 && is_announced) {
      return true;
    }
    // Behind "is" stands many a word, behind "id" a name.
    is_announced = is_announced || piece.text == U"id";
    if (piece.text != U"id" && piece.text != U"is") between += piece.text.size() + latin_word_extra;
    at += std::max<std::size_t>(piece.text.size(), 1);
  }
  return false;
}

bool is_account(std::u32string_view folded, std::size_t at) {
  while (at < folded.size() && folded[at] == U' ') ++at;
  const bool has_colon = at < folded.size() && (folded[at] == U':' || folded[at] == is_word);
  if (has_colon) ++at;
  while (at < folded.size() && folded[at] == U' ') ++at;
  if (at == folded.size() || !is_alphanumeric(folded[at])) return false;
  const auto piece = piece_at(folded, at);
  if (piece.has_letter) return has_colon && piece.digits > 0 && piece.text.size() >= 4;
  const auto run = digits_from(folded, at);
  return run.count >= 6 && run.count <= 12 && !is_counted(folded, run.end);
}

}  // namespace heartlink::filter
