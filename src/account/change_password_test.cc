// SPDX-License-Identifier: Apache-2.0
#include "account/change_password.h"

#include <gtest/gtest.h>

#include <string>

#include "account/secrets.h"
#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Result;

constexpr HashCost cheap{testing::cheap_memory_kib, 1};

struct ChangePasswordTest : ::testing::Test {
  ChangePasswordTest() {
    alice.user.id = model::UserId{7};
    alice.user.name = "Alice";
    alice.password_hash = *hash_password("correct horse", "0123456789abcdef", cheap);
    users.by_key["alice"] = alice;
    mine = open();
    me.user = alice.user;
    me.secret_hash = hash_of_secret(mine);
  }

  std::string open() {
    auto answer = testing::expect<SignedIn>(executor);
    sessions.open(alice.user, Visit{}, {}, answer.done);
    return answer.get()->secret;
  }

  PasswordChange change(std::string current, std::string fresh) const {
    PasswordChange one;
    one.person = me;
    one.current = std::move(current);
    one.fresh = std::move(fresh);
    one.visit.address = "192.0.2.1";
    return one;
  }

  Result<std::uint32_t> run(PasswordChange one) {
    auto answer = testing::expect<std::uint32_t>(executor);
    change_password.run(std::move(one), answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  bool is_password(const char* text) {
    return *verify_password(users.by_key.at("alice").password_hash, text);
  }

  testing::HandExecutor executor;
  testing::FakeSessions store;
  testing::FakeTokens tokens;
  testing::FakeUsers users{store, tokens};
  testing::FakeBus bus;
  base::SeededRandom random{1};
  base::ManualClock clock;
  base::Metrics metrics;
  Sessions sessions{store, tokens, bus, random, clock, 30};
  PasswordPool pool{1, 64};
  SignIn sign_in{{users, sessions, pool, clock, executor, random, metrics}, cheap, Throttle{3, 300s}};
  ChangePassword change_password{sign_in, users, pool, random, cheap, bus};
  store::Credentials alice;
  std::string mine;
  model::Principal me;
};

TEST_F(ChangePasswordTest, the_new_password_counts_and_only_the_asking_session_stays) {
  (void)open();
  (void)open();
  const auto ended = run(change("correct horse", "battery staple"));
  ASSERT_TRUE(ended);
  EXPECT_EQ(*ended, 2U);
  EXPECT_TRUE(is_password("battery staple"));
  EXPECT_FALSE(is_password("correct horse"));
  ASSERT_EQ(store.sessions.size(), 1U);
  EXPECT_EQ(store.sessions.begin()->first, me.secret_hash);
}

TEST_F(ChangePasswordTest, the_answer_waits_until_every_worker_has_closed_the_sockets) {
  bus.hold = true;
  auto answer = testing::expect<std::uint32_t>(executor);
  change_password.run(change("correct horse", "battery staple"), answer.done);
  while (bus.confirms == 0) executor.run_ready();
  executor.run_ready();
  EXPECT_TRUE(is_password("battery staple"));
  EXPECT_FALSE(answer.answered());
  bus.let_go();
  EXPECT_TRUE(answer.get());
}

TEST_F(ChangePasswordTest, a_program_has_no_session_to_keep_and_keeps_its_token) {
  tokens.tokens["hash"].user = alice.user;
  me.bearer = true;
  EXPECT_EQ(*run(change("correct horse", "battery staple")), 1U);
  EXPECT_TRUE(store.sessions.empty());
  EXPECT_EQ(tokens.tokens.size(), 1U);
}

TEST_F(ChangePasswordTest, without_the_current_password_nothing_changes_and_nothing_ends) {
  (void)open();
  const auto refused = run(change("wrong horse", "battery staple"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::password_wrong);
  EXPECT_TRUE(is_password("correct horse"));
  EXPECT_EQ(store.sessions.size(), 2U);
}

TEST_F(ChangePasswordTest, guessing_the_current_password_is_throttled) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(run(change("wrong horse", "battery staple")).error().code, Code::password_wrong);
  }
  const auto throttled = run(change("correct horse", "battery staple"));
  ASSERT_FALSE(throttled);
  EXPECT_EQ(throttled.error().code, Code::throttled);
  EXPECT_EQ(throttled.error().retry, 300s);
}

TEST_F(ChangePasswordTest, a_new_password_that_breaks_a_rule_costs_no_try) {
  auto one = change("wrong horse", "short");
  one.fresh_again = "shorter";
  EXPECT_EQ(run(one).error().code, Code::password_mismatch);
  one.fresh_again = one.fresh;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(run(one).error().code, Code::password_too_short);
  EXPECT_EQ(run(change("wrong horse", "password")).error().code, Code::password_too_common);
  EXPECT_EQ(users.reads, 0);
  EXPECT_TRUE(run(change("correct horse", "battery staple")));
}

TEST_F(ChangePasswordTest, a_store_that_fails_changes_nothing) {
  users.write_outage = base::fail(Code::storage_full);
  EXPECT_EQ(run(change("correct horse", "battery staple")).error().code, Code::storage_full);
  EXPECT_TRUE(is_password("correct horse"));
}

TEST_F(ChangePasswordTest, the_log_names_who_and_no_password) {
  ::testing::internal::CaptureStderr();
  ASSERT_TRUE(run(change("correct horse", "battery staple")));
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("event=password_changed user=Alice address=192.0.2.1"), std::string::npos) << log;
  EXPECT_EQ(log.find("horse"), std::string::npos);
  EXPECT_EQ(log.find("staple"), std::string::npos);
}

TEST_F(ChangePasswordTest, of_two_changes_at_once_the_second_is_told_that_its_password_is_old) {
  users.before_set_password = [this] {
    users.by_key["alice"].password_hash = *hash_password("somebody else's", "fedcba9876543210", cheap);
  };
  EXPECT_EQ(run(change("correct horse", "battery staple")).error().code, Code::password_wrong);
  EXPECT_TRUE(is_password("somebody else's"));
}

}  // namespace
}  // namespace heartlink::account
