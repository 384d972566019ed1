// SPDX-License-Identifier: Apache-2.0
#include "filter/links.h"

#include <algorithm>
#include <string>

#include "filter/writing.h"

namespace heartlink::filter {
namespace {

// Around a dot that is spaced out.
constexpr std::size_t blanks_max = 2;
// DNS: RFC 1035 §2.3.4.
constexpr std::size_t label_chars_max = 63;

bool is_label(char32_t c) { return is_alphanumeric(c) || c == U'-'; }
bool is_blank(char32_t c) { return c == U' ' || c == U'[' || c == U']' || c == U'(' || c == U')'; }
// The full stop of Chinese, and the character that is read as "dot".
bool is_dot(char32_t c) { return c == U'.' || c == U'\u3002' || c == U'\u70B9'; }

// A dot or the word "dot": where it begins and ends.
struct Dot {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_dot_word(std::u32string_view text, std::size_t at) {
  return at > 0 && is_blank(text[at - 1]) && text.substr(at, 3) == U"dot" && at + 3 < text.size() &&
         is_blank(text[at + 3]);
}

// The labels on both sides of a dot.
struct Name {
  std::u32string_view left;
  std::u32string_view right;
  bool is_spaced = false;
  bool is_owned = false;  // an apostrophe stands before it: the end of a word, "don't"
  bool has_path = false;
};

Name name_around(std::u32string_view text, Dot dot) {
  std::size_t left_end = dot.begin;
  for (std::size_t n = 0; n < blanks_max && left_end > 0 && is_blank(text[left_end - 1]); ++n) --left_end;
  std::size_t left = left_end;
  while (left > 0 && left_end - left < label_chars_max && is_label(text[left - 1])) --left;
  std::size_t right = dot.end;
  for (std::size_t n = 0; n < blanks_max && right < text.size() && is_blank(text[right]); ++n) ++right;
  std::size_t right_end = right;
  while (right_end < text.size() && right_end - right < label_chars_max && is_label(text[right_end]))
    ++right_end;
  Name name;
  name.left = text.substr(left, left_end - left);
  name.right = text.substr(right, right_end - right);
  name.is_spaced = left_end != dot.begin || right != dot.end;
  name.is_owned = left > 0 && (text[left - 1] == U'\'' || text[left - 1] == U'\u2019');
  name.has_path =
      right_end + 1 < text.size() && text[right_end] == U'/' && is_alphanumeric(text[right_end + 1]);
  return name;
}

bool is_address(const Name& name, const Lexicon& lexicon) {
  if (name.left.empty() || name.right.empty() || name.is_owned) return false;
  std::u32string host{name.left};
  host += U'.';
  host += name.right;
  if (lexicon.is_host(host)) return true;
  // A sentence may end, and the next one begin, at a spaced dot.
  if (name.is_spaced) return name.right == U"com" || name.right == U"cn";
  return lexicon.is_ending(name.right) || (lexicon.is_path_ending(name.right) && name.has_path);
}

bool begins_address(std::u32string_view text, std::size_t at) {
  if (text.substr(at, 3) == U"://") return at > 0 && is_latin(text[at - 1]) && at + 3 < text.size();
  return text.substr(at, 4) == U"www." && at + 4 < text.size() && is_label(text[at + 4]) &&
         (at == 0 || !is_label(text[at - 1]));
}

bool is_mailbox(char32_t c) { return is_alphanumeric(c) || c == U'.' || c == U'_' || c == U'+' || c == U'-'; }

}  // namespace

bool has_link(std::u32string_view folded, const Lexicon& lexicon) {
  for (std::size_t at = 0; at < folded.size(); ++at) {
    if (begins_address(folded, at)) return true;
    const bool is_word = is_dot_word(folded, at);
    if (!is_word && !is_dot(folded[at])) continue;
    if (is_address(name_around(folded, {at, at + (is_word ? 3U : 1U)}), lexicon)) return true;
  }
  return false;
}

bool has_mail(std::u32string_view folded) {
  for (std::size_t at = 1; at < folded.size(); ++at) {
    if (folded[at] != U'@' || !is_mailbox(folded[at - 1])) continue;
    std::size_t end = at + 1;
    std::size_t dots = 0;
    for (; end < folded.size() && (is_label(folded[end]) || folded[end] == U'.'); ++end) {
      // One that stands between two labels.
      const bool parts =
          folded[end] == U'.' && end > at + 1 && end + 1 < folded.size() && is_latin(folded[end + 1]);
      dots += parts ? 1 : 0;
    }
    if (dots > 0) return true;
    at = end - 1;
  }
  return false;
}

}  // namespace heartlink::filter
