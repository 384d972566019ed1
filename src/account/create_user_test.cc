// SPDX-License-Identifier: Apache-2.0
#include "account/create_user.h"

#include <gtest/gtest.h>

#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

struct CreateUserTest : ::testing::Test {
  Result<model::User> create(std::string name, std::string password, bool staff = false) {
    NewAccount wanted;
    wanted.name = std::move(name);
    wanted.password = std::move(password);
    wanted.staff = staff;
    return run(wanted);
  }

  Result<model::User> import(std::string name, std::string hash, std::string password = {}) {
    NewAccount wanted;
    wanted.name = std::move(name);
    wanted.password = std::move(password);
    wanted.password_hash = std::move(hash);
    return run(wanted);
  }

  Result<model::User> run(const NewAccount& wanted) {
    auto answer = testing::expect<model::User>(executor);
    create_user.run(wanted, answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeUsers users;
  base::SeededRandom random{1};
  PasswordPool pool{1, 4};
  CreateUser create_user{users, pool, random, HashCost{testing::cheap_memory_kib, 1}};
};

TEST_F(CreateUserTest, a_person_is_stored_with_a_key_and_a_hash_and_no_password) {
  const auto user = create("Alice", "correct horse", true);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->name, "Alice");
  EXPECT_TRUE(user->staff);
  const auto& stored = users.by_key.at("alice");
  EXPECT_TRUE(*verify_password(stored.password_hash, "correct horse"));
  EXPECT_EQ(stored.password_hash.find("horse"), std::string::npos);
}

TEST_F(CreateUserTest, two_people_with_the_same_password_have_different_hashes) {
  ASSERT_TRUE(create("alice", "correct horse"));
  ASSERT_TRUE(create("bob", "correct horse"));
  EXPECT_NE(users.by_key.at("alice").password_hash, users.by_key.at("bob").password_hash);
}

TEST_F(CreateUserTest, a_name_in_other_capitals_is_taken) {
  ASSERT_TRUE(create("alice", "correct horse"));
  EXPECT_EQ(create("ALICE", "correct horse").error().code, Code::username_taken);
}

TEST_F(CreateUserTest, somebody_is_brought_over_with_the_hash_and_the_name_that_he_has) {
  const std::string hash = "pbkdf2_sha256$1000$Zx81kQm0vLsa$LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4=";
  const auto user = import("Old+Name@site", hash);
  ASSERT_TRUE(user);
  EXPECT_EQ(user->name, "Old+Name@site");
  EXPECT_EQ(users.by_key.at("old+name@site").password_hash, hash);
  EXPECT_EQ(pool.jobs(), 0U) << "there is nothing to hash";
  ASSERT_TRUE(import("bob", *hash_password("correct horse", "0123456789abcdef", HashCost{8, 1})));
  EXPECT_EQ(import("BOB", hash).error().code, Code::username_taken);
}

TEST_F(CreateUserTest, a_hash_that_could_never_be_verified_is_refused_and_so_is_one_beside_a_password) {
  EXPECT_EQ(import("alice", "md5$salt$abc").error().code, Code::field_invalid);
  EXPECT_EQ(import("alice", "correct horse").error().code, Code::field_invalid);
  EXPECT_EQ(import("alice", hash_of_nobody(HashCost{8, 1}), "correct horse").error().code,
            Code::field_invalid);
  EXPECT_TRUE(users.by_key.empty());
}

TEST_F(CreateUserTest, a_bad_name_or_password_never_reaches_the_store) {
  EXPECT_EQ(create("a", "correct horse").error().code, Code::username_invalid);
  EXPECT_EQ(create("alice", "short").error().code, Code::password_too_short);
  EXPECT_EQ(create("alexandra", "Alexandra").error().code, Code::password_too_common);
  EXPECT_TRUE(users.by_key.empty());
}

}  // namespace
}  // namespace heartlink::account
