// SPDX-License-Identifier: Apache-2.0
// The known answers are those of Python's hashlib.pbkdf2_hmac("sha256", …), which is what Django calls.
#include "account/django_passwords.h"

#include <gtest/gtest.h>

#include <string>

namespace heartlink::account {
namespace {

using base::Code;

const std::string hash = "pbkdf2_sha256$1000$Zx81kQm0vLsa$LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4=";
const std::string digest = "LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4=";

TEST(DjangoPasswords, the_known_answers_are_verified) {
  EXPECT_TRUE(*verify_django_password(hash, "correct horse"));
  EXPECT_TRUE(*verify_django_password("pbkdf2_sha256$1$salt$5MSvgViY/GSkCwu4wlfb7aVCSSGLm4ugXFJ0BRoSrbo=",
                                      "caf\u00e9 au lait"));
}

TEST(DjangoPasswords, another_password_salt_or_count_does_not_match) {
  EXPECT_FALSE(*verify_django_password(hash, "correct horsf"));
  EXPECT_FALSE(*verify_django_password(hash, ""));
  EXPECT_FALSE(*verify_django_password("pbkdf2_sha256$1000$Zx81kQm0vLsb$" + digest, "correct horse"));
  EXPECT_FALSE(*verify_django_password("pbkdf2_sha256$999$Zx81kQm0vLsa$" + digest, "correct horse"));
}

TEST(DjangoPasswords, the_bytes_are_hashed_as_they_were_typed) {
  EXPECT_FALSE(*verify_django_password(hash, "ｃｏｒｒｅｃｔ horse"));
}

TEST(DjangoPasswords, a_text_that_is_no_such_hash_is_an_error_and_not_a_wrong_password) {
  const std::string bad[] = {
      "",
      "pbkdf2_sha256$",
      "pbkdf2_sha256$1000",
      "pbkdf2_sha256$1000$salt",
      "pbkdf2_sha256$$salt$" + digest,
      "pbkdf2_sha256$0$salt$" + digest,
      "pbkdf2_sha256$-1$salt$" + digest,
      "pbkdf2_sha256$+1$salt$" + digest,
      "pbkdf2_sha256$1x$salt$" + digest,
      "pbkdf2_sha256$10000001$salt$" + digest,
      "pbkdf2_sha256$99999999999999999999$salt$" + digest,
      "pbkdf2_sha256$1000$$" + digest,
      "pbkdf2_sha256$1000$" + std::string(129, 's') + "$" + digest,
      "pbkdf2_sha256$1000$salt$" + digest + "=",
      "pbkdf2_sha256$1000$salt$" + digest.substr(0, 43),
      "pbkdf2_sha256$1000$salt$" + digest.substr(0, 42) + "==",
      "pbkdf2_sha256$1000$salt$" + digest.substr(0, 42) + "5=",  // stray bits behind the 32nd byte
      "pbkdf2_sha256$1000$salt$" + digest.substr(0, 43) + "A",
      "pbkdf2_sha256$1000$salt$ " + digest.substr(1),
      "pbkdf2_sha256$1000$salt$more$" + digest,
      "pbkdf2_sha1$1000$salt$" + digest,
      "!" + hash,
  };
  for (const auto& text : bad) {
    const auto verified = verify_django_password(text, "correct horse");
    ASSERT_FALSE(verified) << text;
    EXPECT_EQ(verified.error().code, Code::internal);
    EXPECT_FALSE(is_django_hash(text)) << text;
  }
  EXPECT_TRUE(is_django_hash(hash));
  EXPECT_TRUE(is_django_hash("pbkdf2_sha256$10000000$salt$" + digest));
}

}  // namespace
}  // namespace heartlink::account
