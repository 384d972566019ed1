// SPDX-License-Identifier: Apache-2.0
//
// The validator against an independent model (encode a code point, decode a sequence), and against itself
// when the text is cut at every place.
#include "base/utf8.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heartlink::base {
namespace {

std::string encode(std::uint32_t point) {
  const auto tail = [point](unsigned shift) { return static_cast<char>(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80U) return {static_cast<char>(point)};
  if (point < 0x800U) return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
  if (point < 0x10000U) return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

// The index of the octet at which an octet-by-octet reader refuses, nothing when it never does.
std::optional<std::size_t> first_bad_octet(std::string_view text) {
  Utf8Validator validator;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!validator.feed(text.substr(i, 1))) return i;
  }
  return std::nullopt;
}

TEST(Utf8, every_code_point_but_the_surrogates_is_valid) {
  for (std::uint32_t point = 0; point <= 0x10FFFFU; ++point) {
    const bool surrogate = point >= 0xD800U && point <= 0xDFFFU;
    ASSERT_EQ(is_valid_utf8(encode(point)), !surrogate) << std::hex << point;
  }
  for (std::uint32_t point = 0x110000U; point <= 0x1FFFFFU; point += 0x101U) {
    ASSERT_FALSE(is_valid_utf8(encode(point))) << std::hex << point;
  }
}

// The model knows only the encoder above: a sequence is valid when it is what the encoder writes.
TEST(Utf8, only_the_shortest_form_of_two_and_three_octets_is_valid) {
  for (unsigned first = 0x80; first <= 0xFF; ++first) {
    for (unsigned second = 0; second <= 0xFF; ++second) {
      const std::uint32_t point = ((first & 0x1FU) << 6U) | (second & 0x3FU);
      const std::string pair{static_cast<char>(first), static_cast<char>(second)};
      ASSERT_EQ(is_valid_utf8(pair), encode(point) == pair && point >= 0x80U) << first << ' ' << second;
      for (const unsigned third : {0x00U, 0x7FU, 0x80U, 0xA5U, 0xBFU, 0xC0U, 0xFFU}) {
        const std::uint32_t wide = ((first & 0x0FU) << 12U) | ((second & 0x3FU) << 6U) | (third & 0x3FU);
        const std::string triple = pair + static_cast<char>(third);
        const bool surrogate = wide >= 0xD800U && wide <= 0xDFFFU;
        const bool shortest = wide >= 0x800U && !surrogate && encode(wide) == triple;
        const bool two_then_ascii = is_valid_utf8(pair) && third < 0x80U;
        ASSERT_EQ(is_valid_utf8(triple), shortest || two_then_ascii)
            << first << ' ' << second << ' ' << third;
      }
    }
  }
}

struct BadText {
  std::string text;
  std::size_t bad_at;  // The first octet after which no continuation of the text could be valid.
};

const std::vector<BadText>& bad_texts() {
  static const std::vector<BadText> texts = {
      {"\x80", 0},                        // A lonely continuation.
      {"abc\xBFxyz", 3},                  //
      {"\xC3\x28", 1},                    // A lead without its continuation.
      {"\xE2\x82 ", 2},                   //
      {"\xF0\x9F\x98 ", 3},               //
      {"\xC0\x80", 0},                    // Overlong NUL and slash.
      {"\xC1\xBF", 0},                    //
      {"\xE0\x80\xAF", 1},                //
      {"\xE0\x9F\xBF", 1},                //
      {"\xF0\x80\x80\xAF", 1},            //
      {"\xF0\x8F\xBF\xBF", 1},            //
      {"\xED\xA0\x80", 1},                // The first and the last surrogate, and a pair.
      {"\xED\xBF\xBF", 1},                //
      {"\xED\xA0\xBD\xED\xB8\x80", 1},    //
      {"\xF4\x90\x80\x80", 1},            // U+110000.
      {"\xF5\x80\x80\x80", 0},            // Leads that never occur.
      {"\xF8\x88\x80\x80\x80", 0},        //
      {"\xFE", 0},                        //
      {"\xFF", 0},                        //
      {"心动链接\xFF 12345678", 12},      //
      {"0123456789abcdef\xC3\xC3", 17},   //
      {"心心心心\xE5\xBF\xE5\xBF\x83", 14},
  };
  return texts;
}

TEST(Utf8, a_bad_text_fails_at_its_first_bad_octet) {
  for (const BadText& bad : bad_texts()) {
    EXPECT_EQ(first_bad_octet(bad.text), bad.bad_at) << bad.text;
    EXPECT_FALSE(is_valid_utf8(bad.text)) << bad.text;
    EXPECT_FALSE(Utf8Validator{}.feed(std::string_view(bad.text).substr(0, bad.bad_at + 1))) << bad.text;
    EXPECT_TRUE(Utf8Validator{}.feed(std::string_view(bad.text).substr(0, bad.bad_at))) << bad.text;
  }
}

TEST(Utf8, the_place_of_a_cut_changes_nothing) {
  std::vector<std::string> texts = {"κόσμε, 心动链接 and 😀 in one plain line of text",
                                    "\xEF\xBF\xBE \xF4\x8F\xBF\xBF"};
  for (const BadText& bad : bad_texts()) texts.push_back(bad.text);
  for (const std::string& text : texts) {
    const bool expected = is_valid_utf8(text);
    const std::string_view all(text);
    for (std::size_t a = 0; a <= text.size(); ++a) {
      for (std::size_t b = a; b <= text.size(); ++b) {
        Utf8Validator validator;
        const bool fed = validator.feed(all.substr(0, a)) && validator.feed(all.substr(a, b - a)) &&
                         validator.feed(all.substr(b));
        ASSERT_EQ(fed && validator.complete(), expected) << text << ' ' << a << ' ' << b;
      }
    }
  }
}

TEST(Utf8, a_half_read_character_is_not_complete) {
  Utf8Validator validator;
  EXPECT_TRUE(validator.complete());
  EXPECT_TRUE(validator.feed(std::string_view("\xF0\x9F\x98")));
  EXPECT_FALSE(validator.complete());
  EXPECT_TRUE(validator.feed(std::string_view("\x80")));
  EXPECT_TRUE(validator.complete());
  EXPECT_FALSE(is_valid_utf8("ok \xE5\xBF"));
}

TEST(Utf8, a_failure_lasts_until_reset) {
  Utf8Validator validator;
  EXPECT_FALSE(validator.feed(std::string_view("\xFF")));
  EXPECT_FALSE(validator.feed(std::string_view("good")));
  EXPECT_FALSE(validator.feed(std::string_view()));
  EXPECT_FALSE(validator.complete());
  validator.reset();
  EXPECT_TRUE(validator.feed(std::string_view("good")));
  EXPECT_TRUE(validator.complete());
}

TEST(Utf8, a_bad_octet_is_found_at_every_place_of_a_word) {
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string good(size, 'a');
    ASSERT_TRUE(is_valid_utf8(good));
    for (std::size_t at = 0; at < size; ++at) {
      std::string bad = good;
      bad[at] = '\xA9';
      ASSERT_FALSE(is_valid_utf8(bad)) << size << ' ' << at;
    }
  }
}

TEST(Utf8, a_prefix_never_splits_a_character) {
  EXPECT_EQ(utf8_prefix("心动", 6), "心动");
  EXPECT_EQ(utf8_prefix("心动", 5), "心");
  EXPECT_EQ(utf8_prefix("心动", 3), "心");
  EXPECT_EQ(utf8_prefix("心动", 2), "");
  EXPECT_EQ(utf8_prefix("ab😀", 5), "ab");
  EXPECT_EQ(utf8_prefix("abc", 2), "ab");
  EXPECT_EQ(utf8_prefix("abc", 0), "");
  EXPECT_EQ(utf8_prefix("", 10), "");
}

}  // namespace
}  // namespace heartlink::base
