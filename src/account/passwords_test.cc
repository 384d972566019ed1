// SPDX-License-Identifier: Apache-2.0
#include "account/passwords.h"

#include <gtest/gtest.h>

#include "account/common_passwords.h"

namespace heartlink::account {
namespace {

using base::Code;

constexpr HashCost cheap{8, 1};
const std::string salt = "0123456789abcdef";

Code refusal_of(std::string_view password, std::string_view name_key = "alice") {
  const auto checked = check_new_password(password, name_key);
  return checked ? Code::internal : checked.error().code;
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  while (times-- > 0) text += piece;
  return text;
}

TEST(Passwords, seven_characters_are_too_few_and_eight_are_enough_in_any_script) {
  EXPECT_EQ(refusal_of("k7#wq!z"), Code::password_too_short);
  EXPECT_TRUE(check_new_password("k7#wq!zR", "alice"));
  EXPECT_EQ(refusal_of("春眠不觉晓处处"), Code::password_too_short);
  EXPECT_TRUE(check_new_password("春眠不觉晓处处闻", "alice"));
}

TEST(Passwords, a_hundred_and_twenty_eight_characters_are_the_most) {
  EXPECT_TRUE(check_new_password(repeated("春风", 64), "alice"));
  EXPECT_EQ(refusal_of(repeated("春风", 64) + "x"), Code::password_too_long);
  EXPECT_EQ(refusal_of(std::string(64 * 1024, 'x')), Code::password_too_long);
}

TEST(Passwords, composed_and_decomposed_letters_are_one_password) {
  EXPECT_EQ(*normal_password("caf\u00e9 au lait"), *normal_password("cafe\u0301 au lait"));
  EXPECT_EQ(*normal_password("ｆｕｌｌｗｉｄｔｈ"), "fullwidth");
}

TEST(Passwords, what_is_not_text_is_refused) { EXPECT_EQ(refusal_of("pass\xFFword"), Code::field_invalid); }

TEST(Passwords, the_commonest_the_username_and_one_repeated_character_are_refused) {
  EXPECT_EQ(refusal_of("password"), Code::password_too_common);
  EXPECT_EQ(refusal_of("PassWord123"), Code::password_too_common);
  EXPECT_EQ(refusal_of("ｐａｓｓｗｏｒｄ"), Code::password_too_common);
  EXPECT_EQ(refusal_of("woaini1314"), Code::password_too_common);
  EXPECT_EQ(refusal_of("爱爱爱爱爱爱爱爱"), Code::password_too_common);
  EXPECT_EQ(refusal_of("Alexandra", "alexandra"), Code::password_too_common);
  EXPECT_FALSE(is_common_password("aaaaaaab"));
}

TEST(Passwords, a_hash_is_verified_by_its_password_only) {
  const auto phc = hash_password("correct horse", salt, cheap);
  ASSERT_TRUE(phc);
  EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
  EXPECT_EQ(phc->find("horse"), std::string::npos);
  EXPECT_TRUE(*verify_password(*phc, "correct horse"));
  EXPECT_FALSE(*verify_password(*phc, "correct horsf"));
  EXPECT_FALSE(*verify_password(*phc, ""));
}

TEST(Passwords, long_passwords_differ_in_their_last_character) {
  const std::string base(127, 'q');
  const auto phc = hash_password(base + "1", salt, cheap);
  EXPECT_TRUE(*verify_password(*phc, base + "1"));
  EXPECT_FALSE(*verify_password(*phc, base + "2"));
}

TEST(Passwords, the_same_password_with_another_salt_has_another_hash) {
  EXPECT_NE(*hash_password("correct horse", salt, cheap),
            *hash_password("correct horse", "fedcba9876543210", cheap));
}

TEST(Passwords, a_text_that_is_no_hash_is_an_error_and_not_a_wrong_password) {
  const auto verified = verify_password("pbkdf2_sha256$1$x$y", "correct horse");
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, Code::internal);
}

TEST(Passwords, a_hash_at_another_cost_needs_a_rehash) {
  const auto phc = hash_password("correct horse", salt, cheap);
  EXPECT_FALSE(needs_rehash(*phc, cheap));
  EXPECT_TRUE(needs_rehash(*phc, HashCost{16, 1}));
  EXPECT_TRUE(needs_rehash(*phc, HashCost{8, 2}));
  EXPECT_TRUE(needs_rehash("pbkdf2_sha256$1$x$y", cheap));
}

TEST(Passwords, nobodys_hash_can_be_verified_at_the_same_cost_and_matches_nothing) {
  const std::string phc = hash_of_nobody(cheap);
  EXPECT_FALSE(needs_rehash(phc, cheap));
  const auto verified = verify_password(phc, "correct horse");
  ASSERT_TRUE(verified);
  EXPECT_FALSE(*verified);
  EXPECT_EQ(phc.size(), hash_password("x", salt, cheap)->size());
}

}  // namespace
}  // namespace heartlink::account
