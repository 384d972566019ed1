// SPDX-License-Identifier: Apache-2.0
#include "filter/writing.h"

#include <string>

#include <gtest/gtest.h>

#include "base/text.h"

namespace heartlink::filter {
namespace {

TEST(Writing, is_folded_and_has_its_letters_alone) {
  const Writing writing{"Ｖ.x：微 信\u200B_9！"};
  EXPECT_EQ(writing.folded(), U"v.x:微 信_9!");
  EXPECT_EQ(writing.letters(), U"vx微信9");
  EXPECT_EQ(writing.place(0), 0U);
  EXPECT_EQ(writing.place(3), 6U);
  EXPECT_TRUE(writing.is_apart(0));
  EXPECT_TRUE(writing.is_apart(1));
  EXPECT_FALSE((Writing{"ab"}.is_apart(1)));
  EXPECT_FALSE((Writing{"don't"}.is_apart(3))) << "an apostrophe parts nothing";
  EXPECT_EQ(writing.gaps_in(0, 4), 4U);
  EXPECT_EQ((Writing{"a....b"}.wide_gaps_in(0, 1)), 1U);
  EXPECT_EQ((Writing{"a...b"}.wide_gaps_in(0, 1)), 0U);
  EXPECT_EQ((Writing{""}.letters()), U"");
}

TEST(Writing, a_plus_before_what_is_added_is_a_letter) {
  EXPECT_EQ((Writing{"+ V"}.letters()), U"加v");
  EXPECT_EQ((Writing{"1+1"}.letters()), U"11");
  EXPECT_EQ((Writing{"+"}.letters()), U"");
}

// An accent makes the whole text go the long way; what stands before it must come out the same by the short
// one.
TEST(Writing, the_short_way_of_folding_is_the_long_one) {
  const auto utf8 = [](char32_t c) {
    std::string text;
    const auto byte = [&text](char32_t value) {
      text += static_cast<char>(static_cast<unsigned char>(value));
    };
    if (c < 0x80) {
      byte(c);
    } else if (c < 0x800) {
      byte(0xC0 | (c >> 6));
      byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      byte(0xE0 | (c >> 12));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    } else {
      byte(0xF0 | (c >> 18));
      byte(0x80 | ((c >> 12) & 0x3F));
      byte(0x80 | ((c >> 6) & 0x3F));
      byte(0x80 | (c & 0x3F));
    }
    return text;
  };
  for (char32_t c = 1; c < 0x20000; ++c) {
    if ((c >= 0xD800 && c < 0xE000) || c == 0x2026) continue;  // dots that are three by the long way
    const auto text = "a" + utf8(c) + "b";
    ASSERT_EQ(Writing{text}.folded(), base::characters(base::folded(text)))
        << std::hex << static_cast<int>(c);
  }
}

}  // namespace
}  // namespace heartlink::filter
