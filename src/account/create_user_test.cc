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

TEST_F(CreateUserTest, a_bad_name_or_password_never_reaches_the_store) {
  EXPECT_EQ(create("a", "correct horse").error().code, Code::username_invalid);
  EXPECT_EQ(create("alice", "short").error().code, Code::password_too_short);
  EXPECT_EQ(create("alexandra", "Alexandra").error().code, Code::password_too_common);
  EXPECT_TRUE(users.by_key.empty());
}

}  // namespace
}  // namespace heartlink::account
