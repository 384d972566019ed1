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
  for (const char* text : {"", "plain", "pbkdf2_sha256$1$x$y", "$argon2id$v=19$m=8,t=1,p=1$x", "!unusable"}) {
    const auto verified = verify_password(text, "correct horse");
    ASSERT_FALSE(verified) << text;
    EXPECT_EQ(verified.error().code, Code::internal);
  }
}

TEST(Passwords, what_can_be_no_password_is_wrong_for_every_hash) {
  const auto phc = hash_password("correct horse", salt, cheap);
  EXPECT_FALSE(*verify_password(*phc, "correct\xFFhorse"));
  EXPECT_FALSE(*verify_password(*phc, std::string(64 * 1024, 'x')));
}

// Both hashes by Python's hashlib.pbkdf2_hmac, as Django calls it.
TEST(Passwords, djangos_hash_takes_the_bytes_as_they_were_typed_then_or_in_their_normal_form) {
  const std::string narrow = "pbkdf2_sha256$1000$Zx81kQm0vLsa$LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4=";
  const std::string wide = "pbkdf2_sha256$1000$Zx81kQm0vLsa$Ue3fdQ+Brl6LSnBoapUCHmpsySQg7Laz6NX3NR816Cc=";
  const std::string typed_wide = "ｃｏｒｒｅｃｔ horse";
  EXPECT_TRUE(*verify_password(narrow, "correct horse"));
  EXPECT_TRUE(*verify_password(wide, typed_wide));
  EXPECT_TRUE(*verify_password(narrow, typed_wide));
  EXPECT_FALSE(*verify_password(wide, "correct horse"));
  EXPECT_FALSE(*verify_password(narrow, "ｗｒｏｎｇ horse"));
}

TEST(Passwords, a_hash_from_elsewhere_is_taken_when_it_can_be_verified_here_at_a_bearable_cost) {
  const std::string tail = "$MDEyMzQ1Njc4OWFiY2RlZg$" + std::string(43, 'A');
  EXPECT_TRUE(is_foreign_hash(*hash_password("correct horse", salt, cheap)));
  EXPECT_TRUE(is_foreign_hash(hash_of_nobody(HashCost{})));
  EXPECT_TRUE(is_foreign_hash("$argon2id$v=19$m=102400,t=2,p=8" + tail));
  EXPECT_TRUE(is_foreign_hash("pbkdf2_sha256$600000$salt$LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4="));
  const std::string bad[] = {"",
                             "correct horse",
                             "$argon2i$v=19$m=8,t=1,p=1" + tail,
                             "$argon2id$m=8,t=1,p=1" + tail,
                             "$argon2id$v=16$m=8,t=1,p=1" + tail,
                             "$argon2id$v=19$m=7,t=1,p=1" + tail,
                             "$argon2id$v=19$m=08,t=1,p=1" + tail,
                             "$argon2id$v=19$m=8,t=0,p=1" + tail,
                             "$argon2id$v=19$m=8,t=101,p=1" + tail,
                             "$argon2id$v=19$m=1048577,t=1,p=1" + tail,
                             "$argon2id$v=19$m=1024,t=1,p=17" + tail,
                             "$argon2id$v=19$m=8,t=1,p=1",
                             "$argon2id$v=19$m=8,t=1,p=",
                             "$argon2id$v=19$m=8,t=1,p=1$c2hvcnQ$" + std::string(43, 'A'),
                             "$argon2id$v=19$m=8,t=1,p=1" + tail + "BB",
                             "$argon2id$v=19$m=8,t=1,p=1" + tail + "=",
                             "$argon2id$v=19$m=8,t=1,p=1" + tail.substr(0, tail.size() - 1) + "B",
                             "pbkdf2_sha256$1$x$y",
                             "bcrypt$$2b$12$x"};
  for (const auto& hash : bad) EXPECT_FALSE(is_foreign_hash(hash)) << hash;
}

TEST(Passwords, whatever_is_taken_from_elsewhere_really_can_be_verified) {
  for (const char* hash : {"$argon2id$v=19$m=16,t=1,p=2$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAA",
                           "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc$AAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_TRUE(is_foreign_hash(hash)) << hash;
    EXPECT_TRUE(verify_password(hash, "correct horse").has_value()) << hash;
  }
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
