// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

namespace heartlink::base {
namespace {

constexpr std::size_t unlimited = 1'000'000;

TEST(Text, normal_forms_bring_spellings_together) {
  EXPECT_EQ(nfc("cafe\u0301"), "caf\u00E9");
  EXPECT_EQ(nfc("ﬁ"), "ﬁ");
  EXPECT_EQ(nfkc("ﬁ Ａ①"), "fi A1");
  EXPECT_EQ(nfc(""), "");
  EXPECT_EQ(nfc(std::string_view{"a\0b", 3}), (std::string{"a\0b", 3}));
}

TEST(Text, folding_ignores_case_width_and_invisible_characters) {
  EXPECT_EQ(folded("ÄNNA"), folded("a\u0308nna"));
  EXPECT_EQ(folded("Straße"), folded("STRASSE"));
  EXPECT_EQ(folded("ＡＢＣ"), "abc");
  EXPECT_EQ(folded("an\u00ADn\u200Ba"), "anna");
}

TEST(Text, is_taken_apart_into_its_characters) {
  EXPECT_EQ(characters("a微\U0001F600"), U"a微\U0001F600");
  EXPECT_EQ(characters(""), U"");
  EXPECT_EQ(characters("ok\xFFno"), U"ok") << "as far as it is text";
  for (const char32_t letter : U"a9微é٣〇") EXPECT_TRUE(letter == 0 || is_letter_or_digit(letter));
  for (const char32_t other : U" .。：_+\U0001F600") EXPECT_FALSE(other != 0 && is_letter_or_digit(other));
}

TEST(Text, folding_twice_changes_nothing) {
  for (utf8proc_int32_t code = 1; code < 0x10000; ++code) {
    if (!utf8proc_codepoint_valid(code)) continue;
    utf8proc_uint8_t bytes[4];
    const auto length = static_cast<std::size_t>(utf8proc_encode_char(code, bytes));
    const std::string once = folded({reinterpret_cast<const char*>(bytes), length});
    EXPECT_EQ(folded(once), once) << std::hex << code;
  }
}

TEST(Text, a_text_that_is_not_utf8_is_left_as_it_is) {
  EXPECT_EQ(nfc("a\xFF"), "a\xFF");
  EXPECT_EQ(trimmed(" \xFF "), "\xFF");
  EXPECT_EQ(trimmed("\x80"), "\x80");
  EXPECT_EQ(graphemes("ab\xFF", unlimited), 2U);
  EXPECT_FALSE(is_word("a\xFF", ""));
}

TEST(Text, trimming_takes_white_space_of_every_kind_from_both_ends_only) {
  EXPECT_EQ(trimmed(" \t\r\n a b \u3000\u00A0"), "a b");
  EXPECT_EQ(trimmed("\uFEFF你好\u2028"), "你好");
  EXPECT_EQ(trimmed(" \u3000 "), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("好"), "好");
}

TEST(Text, graphemes_are_what_people_count) {
  EXPECT_EQ(graphemes("", unlimited), 0U);
  EXPECT_EQ(graphemes("abc", unlimited), 3U);
  EXPECT_EQ(graphemes("e\u0301", unlimited), 1U);
  EXPECT_EQ(graphemes("\r\n", unlimited), 1U);
  EXPECT_EQ(graphemes("👨‍👩‍👧‍👦", unlimited), 1U);
  EXPECT_EQ(graphemes("🇨🇳🇩🇪", unlimited), 2U);
  EXPECT_EQ(graphemes("각", unlimited), 1U);
}

TEST(Text, counting_stops_just_above_the_limit) {
  const std::string text(1000, 'a');
  EXPECT_EQ(graphemes(text, 10), 11U);
  EXPECT_EQ(graphemes(text, 1000), 1000U);
  EXPECT_EQ(graphemes(text, 0), 1U);
}

TEST(Text, words_are_letters_and_digits_with_their_marks) {
  EXPECT_TRUE(is_word("Zoë42", ""));
  EXPECT_TRUE(is_word("二〇二五年", ""));
  EXPECT_TRUE(is_word("हिन्दी", ""));
  EXPECT_TRUE(is_word("a-b_c.d", "-_."));
  EXPECT_FALSE(is_word("a-b", "_"));
  EXPECT_FALSE(is_word("", "-"));
  EXPECT_FALSE(is_word("a b", "-"));
  EXPECT_FALSE(is_word("①", ""));
  EXPECT_FALSE(is_word("😀", ""));
}

TEST(Text, a_mark_needs_a_letter_to_stand_on) {
  EXPECT_FALSE(is_word("\u0301a", ""));
  EXPECT_FALSE(is_word("-\u0301", "-"));
  EXPECT_TRUE(is_word("x\u0301\u0302", ""));
}

TEST(Text, code_points_are_counted_not_bytes) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("aé好😀"), 4U);
}

TEST(Text, edit_distance_counts_inserted_removed_and_changed_bytes) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("workers", "worker"), 1U);
}

TEST(Text, only_ascii_letters_are_lowered) { EXPECT_EQ(ascii_lower("X-Ä-İ-Z9"), "x-Ä-İ-z9"); }

TEST(Text, a_whole_number_is_all_of_the_text_or_none) {
  EXPECT_EQ(whole_number("42"), 42);
  EXPECT_EQ(whole_number("-7"), -7);
  EXPECT_EQ(whole_number("9223372036854775807"), 9223372036854775807);
  for (const auto* text : {"", " 1", "1 ", "+1", "1.0", "x", "９", "9223372036854775808"}) {
    EXPECT_EQ(whole_number(text), std::nullopt) << text;
  }
}

TEST(Text, the_first_graphemes_end_between_two_characters) {
  EXPECT_EQ(first_graphemes("abc", 2), "ab");
  EXPECT_EQ(first_graphemes("👨‍👩‍👧👍🏽x", 2), "👨‍👩‍👧👍🏽");
  EXPECT_EQ(first_graphemes("ab", 5), "ab");
  EXPECT_EQ(first_graphemes("", 5), "");
}

}  // namespace
}  // namespace heartlink::base
