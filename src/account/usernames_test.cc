// SPDX-License-Identifier: Apache-2.0
#include "account/usernames.h"

#include <gtest/gtest.h>

namespace heartlink::account {
namespace {

bool is_fine(std::string_view typed) { return parse_username(typed).has_value(); }

TEST(Usernames, letters_and_digits_of_any_script_are_fine) {
  for (const char* name :
       {"alice", "小红", "Ann_42", "o.k-", "Владимир", "たなか3号", "שלום", "محمد", "สมชาย", "हिन्दी"}) {
    EXPECT_TRUE(is_fine(name)) << name;
  }
}

TEST(Usernames, two_characters_are_the_fewest_and_thirty_two_the_most) {
  EXPECT_FALSE(is_fine(""));
  EXPECT_FALSE(is_fine("a"));
  EXPECT_TRUE(is_fine("ab"));
  EXPECT_TRUE(is_fine(std::string(32, 'a')));
  EXPECT_FALSE(is_fine(std::string(33, 'a')));
}

TEST(Usernames, punctuation_spaces_and_signs_are_refused) {
  for (const char* name : {"a b", "a@b", "a/b", "a\nb", "<b>x", "😀😀", "a\u00a0b", "..", "._-", "ab\xFF"}) {
    EXPECT_FALSE(is_fine(name)) << name;
  }
}

TEST(Usernames, invisible_characters_are_refused) {
  for (const char* name : {"al\u200bice", "al\u200dice", "al\u00adice", "alice\u2060", "\u3164\u3164",
                           "al\u115fice", "alice\ufe0f", "al\u034fice", "\u202ealice"}) {
    EXPECT_FALSE(is_fine(name)) << name;
  }
}

TEST(Usernames, mixed_writing_directions_are_refused) {
  EXPECT_FALSE(is_fine("aliceשלום"));
  EXPECT_FALSE(is_fine("محمد小红"));
  EXPECT_FALSE(is_fine("alice٤٢"));
  EXPECT_TRUE(is_fine("שלום42"));
}

TEST(Usernames, white_space_at_the_ends_is_cut) {
  EXPECT_EQ(parse_username(" alice\t")->name, "alice");
  EXPECT_EQ(username_key("\u3000Alice "), "alice");
}

TEST(Usernames, names_that_look_the_same_have_the_same_key) {
  const std::string key = parse_username("Alice")->key;
  EXPECT_EQ(parse_username("ALICE")->key, key);
  EXPECT_EQ(parse_username("Ａｌｉｃｅ")->key, key);
  EXPECT_EQ(parse_username("Straße")->key, parse_username("STRASSE")->key);
  EXPECT_EQ(parse_username("Jose\u0301")->key, parse_username("JOS\u00c9")->key);
}

TEST(Usernames, the_name_is_shown_as_it_was_written_in_nfkc) {
  EXPECT_EQ(parse_username("Alice")->name, "Alice");
  EXPECT_EQ(parse_username("Ａｌｉｃｅ")->name, "Alice");
}

TEST(Usernames, an_imported_name_is_looked_up_although_it_breaks_our_rules) {
  EXPECT_EQ(username_key("Old+Name@site"), "old+name@site");
  EXPECT_EQ(username_key("x\xFF"), "");
  EXPECT_EQ(username_key(std::string(5000, 'x')), "");
}

TEST(Usernames, an_imported_name_may_be_what_djangos_people_are_called) {
  for (const char* name : {"Old+Name@site", "x", "two words", "心动 ♥", "alice٤٢"}) {
    const auto username = parse_imported_username(name);
    ASSERT_TRUE(username) << name;
    EXPECT_EQ(username->name, name);
    EXPECT_EQ(username->key, username_key(name)) << "or he could not sign in";
  }
  EXPECT_TRUE(parse_imported_username(std::string(150, 'x')));
}

TEST(Usernames, an_imported_name_is_neither_empty_nor_endless_and_has_nothing_invisible) {
  for (const std::string& name :
       {std::string{}, std::string{" \t"}, std::string(151, 'x'), std::string{"x\xFF"}, std::string{"a\nb"},
        std::string{"a\x1B[2Jb"}, std::string{"a\u202Eb"}, std::string{"a\u200Bb"}, std::string("a\0b", 3)}) {
    EXPECT_EQ(parse_imported_username(name).error().code, base::Code::username_invalid);
  }
}

}  // namespace
}  // namespace heartlink::account
