// SPDX-License-Identifier: Apache-2.0
#include "account/manage_user.h"

#include <gtest/gtest.h>

#include <string>

#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr HashCost cheap{testing::cheap_memory_kib, 1};

struct ManageUserTest : ::testing::Test {
  ManageUserTest() {
    store::Credentials alice;
    alice.user.id = model::UserId{7};
    alice.user.name = "Alice";
    alice.password_hash = *hash_password("correct horse", "0123456789abcdef", cheap);
    users.by_key["alice"] = alice;
    store.sessions["one"].user = alice.user;
    store.sessions["two"].user = alice.user;
    tokens.tokens["three"].user = alice.user;
  }

  Result<model::User> set(std::string name, const std::string& password) {
    auto answer = testing::expect<model::User>(executor);
    set_password.run(std::move(name), password, answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  Result<model::User> disable(std::string name, bool disabled = true) {
    auto answer = testing::expect<model::User>(executor);
    disable_user.run(std::move(name), disabled, answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeSessions store;
  testing::FakeTokens tokens;
  testing::FakeUsers users{store, tokens};
  testing::FakeBus bus;
  base::SeededRandom random{1};
  PasswordPool pool{1, 4};
  SetPassword set_password{users, pool, random, cheap, bus};
  DisableUser disable_user{users, bus};
};

using SetPasswordTest = ManageUserTest;
using DisableUserTest = ManageUserTest;

TEST_F(SetPasswordTest, the_new_password_counts_all_sessions_end_and_tokens_stay) {
  const auto user = set(" ALICE", "battery staple");
  ASSERT_TRUE(user);
  EXPECT_EQ(user->name, "Alice");
  EXPECT_TRUE(*verify_password(users.by_key.at("alice").password_hash, "battery staple"));
  EXPECT_TRUE(store.sessions.empty());
  EXPECT_EQ(tokens.tokens.size(), 1U);
}

TEST_F(SetPasswordTest, the_rules_hold_for_operators_too) {
  EXPECT_EQ(set("alice", "short").error().code, Code::password_too_short);
  EXPECT_EQ(set("alice", "password").error().code, Code::password_too_common);
  EXPECT_EQ(store.sessions.size(), 2U);
}

TEST_F(SetPasswordTest, an_unknown_name_is_told_as_it_was_typed) {
  const auto refused = set("Mallory", "battery staple");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::user_not_found);
  EXPECT_EQ(refused.error().detail, "Mallory");
  EXPECT_EQ(pool.jobs(), 0U);
}

TEST_F(SetPasswordTest, the_answer_waits_until_every_worker_has_closed_the_sockets) {
  bus.hold = true;
  auto answer = testing::expect<model::User>(executor);
  set_password.run("alice", "battery staple", answer.done);
  while (bus.confirms == 0) executor.run_ready();
  executor.run_ready();
  EXPECT_FALSE(answer.answered());
  bus.let_go();
  EXPECT_TRUE(answer.get());
}

TEST_F(DisableUserTest, a_disabled_person_has_no_session_and_an_enabled_one_may_sign_in_again) {
  const auto user = disable("ALICE");
  ASSERT_TRUE(user);
  EXPECT_TRUE(user->disabled);
  EXPECT_TRUE(store.sessions.empty());
  EXPECT_TRUE(disable("alice")) << "what is so already is no error";
  EXPECT_FALSE(disable("alice", false)->disabled);
  EXPECT_FALSE(users.by_key.at("alice").user.disabled);
}

TEST_F(DisableUserTest, an_unknown_name_is_told_as_it_was_typed) {
  EXPECT_EQ(disable("Mallory").error().detail, "Mallory");
  EXPECT_EQ(users.writes, 0);
}

TEST_F(DisableUserTest, the_answer_waits_until_every_worker_has_closed_the_sockets) {
  bus.hold = true;
  auto answer = testing::expect<model::User>(executor);
  disable_user.run("alice", true, answer.done);
  executor.run_ready();
  EXPECT_TRUE(users.by_key.at("alice").user.disabled);
  EXPECT_FALSE(answer.answered());
  bus.let_go();
  EXPECT_TRUE(answer.get());
}

TEST_F(ManageUserTest, the_log_says_what_the_operator_did_and_no_password) {
  ::testing::internal::CaptureStderr();
  ASSERT_TRUE(set("alice", "battery staple"));
  ASSERT_TRUE(disable("alice"));
  ASSERT_TRUE(disable("alice", false));
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("event=password_changed user=Alice by=operator"), std::string::npos) << log;
  EXPECT_NE(log.find("event=user_disabled user=Alice"), std::string::npos);
  EXPECT_NE(log.find("event=user_enabled user=Alice"), std::string::npos);
  EXPECT_EQ(log.find("staple"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::account
