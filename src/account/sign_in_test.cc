// SPDX-License-Identifier: Apache-2.0
#include "account/sign_in.h"

#include <gtest/gtest.h>

#include "account/secrets.h"
#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Result;

constexpr HashCost cheap{testing::cheap_memory_kib, 1};

struct SignInTest : ::testing::Test {
  SignInTest() {
    store::Credentials alice;
    alice.user.id = model::UserId{7};
    alice.user.name = "Alice";
    alice.password_hash = *hash_password("correct horse", "0123456789abcdef", cheap);
    users.by_key["alice"] = alice;
  }

  static Attempt attempt(std::string name, std::string password, std::string address = "192.0.2.1") {
    Attempt one;
    one.name = std::move(name);
    one.password = std::move(password);
    one.address = std::move(address);
    return one;
  }

  Result<SignedIn> try_as(std::string name, std::string password, std::string address = "192.0.2.1") {
    auto answer = testing::expect<SignedIn>(executor);
    sign_in.run(attempt(std::move(name), std::move(password), std::move(address)), answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeUsers users;
  testing::FakeSessions store;
  base::SeededRandom random{1};
  base::ManualClock clock;
  Sessions sessions{store, random, clock, 30};
  PasswordPool pool{1, 64};
  SignIn sign_in{{users, sessions, pool, clock, executor}, cheap, Throttle{3, 300s}};
};

TEST_F(SignInTest, the_right_password_begins_a_session_whose_hash_alone_is_stored) {
  const auto signed_in = try_as("alice", "correct horse");
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(signed_in->principal.user.id.value, 7);
  EXPECT_EQ(signed_in->secret.size(), 43U);
  ASSERT_EQ(store.sessions.size(), 1U);
  EXPECT_EQ(store.sessions.begin()->first, hash_of_secret(signed_in->secret));
  EXPECT_EQ(signed_in->principal.expires_at.us - clock.wall().us, 30LL * 86'400 * 1'000'000);
}

TEST_F(SignInTest, the_name_may_be_typed_in_other_capitals_and_the_password_in_another_normal_form) {
  EXPECT_TRUE(try_as(" ALICE ", "ｃｏｒｒｅｃｔ horse"));
}

TEST_F(SignInTest, every_sign_in_has_another_secret) {
  EXPECT_NE(try_as("alice", "correct horse")->secret, try_as("alice", "correct horse")->secret);
}

TEST_F(SignInTest, an_unknown_account_and_a_wrong_password_get_the_same_answer) {
  const auto wrong = try_as("alice", "wrong horse");
  const auto nobody = try_as("mallory", "wrong horse");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(wrong.error().code, Code::wrong_credentials);
  EXPECT_EQ(nobody.error().code, Code::wrong_credentials);
  EXPECT_EQ(wrong.error().detail, nobody.error().detail);
  EXPECT_TRUE(store.sessions.empty());
}

TEST_F(SignInTest, an_unknown_account_costs_a_hash_as_well) {
  pool.stop();
  EXPECT_EQ(try_as("alice", "wrong horse").error().code, Code::unavailable);
  EXPECT_EQ(try_as("mallory", "wrong horse").error().code, Code::unavailable);
}

TEST_F(SignInTest, a_disabled_account_is_named_only_to_whoever_knows_its_password) {
  users.by_key["alice"].user.disabled = true;
  EXPECT_EQ(try_as("alice", "wrong horse").error().code, Code::wrong_credentials);
  EXPECT_EQ(try_as("alice", "correct horse").error().code, Code::account_disabled);
}

TEST_F(SignInTest, after_too_many_failures_even_the_right_password_has_to_wait) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(try_as("alice", "wrong horse", "192.0.2." + std::to_string(i)).error().code,
              Code::wrong_credentials);
  }
  const auto throttled = try_as("alice", "correct horse", "192.0.2.9");
  ASSERT_FALSE(throttled);
  EXPECT_EQ(throttled.error().code, Code::throttled);
  EXPECT_EQ(throttled.error().retry, 300s);
  clock.advance(300s);
  EXPECT_TRUE(try_as("alice", "correct horse", "192.0.2.9"));
}

TEST_F(SignInTest, an_account_that_does_not_exist_is_throttled_like_one_that_does) {
  for (int i = 0; i < 3; ++i) (void)try_as("mallory", "wrong horse", "192.0.2." + std::to_string(i));
  EXPECT_EQ(try_as("mallory", "wrong horse", "192.0.2.9").error().code, Code::throttled);
}

TEST_F(SignInTest, a_hundred_tries_at_once_are_not_all_let_through) {
  std::vector<testing::Expected<SignedIn>> answers;
  for (int i = 0; i < 100; ++i) {
    answers.push_back(testing::expect<SignedIn>(executor));
    sign_in.run(attempt("alice", "wrong horse"), answers.back().done);
  }
  int checked = 0;
  for (auto& answer : answers) {
    const auto result = answer.get();
    ASSERT_FALSE(result);
    checked += result.error().code == Code::wrong_credentials ? 1 : 0;
  }
  EXPECT_EQ(checked, 3);
}

TEST_F(SignInTest, right_passwords_and_outages_are_no_failures) {
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(try_as("alice", "correct horse"));
  users.outage = base::fail(Code::busy);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(try_as("alice", "wrong horse").error().code, Code::busy);
  users.outage.reset();
  EXPECT_TRUE(try_as("alice", "correct horse"));
}

TEST_F(SignInTest, a_password_that_is_no_text_or_endless_is_simply_wrong) {
  EXPECT_EQ(try_as("alice", "\xFF\xFE").error().code, Code::wrong_credentials);
  EXPECT_EQ(try_as("alice", std::string(60'000, 'x')).error().code, Code::wrong_credentials);
}

TEST_F(SignInTest, the_answer_comes_on_the_askers_executor_and_not_where_failures_are_counted) {
  testing::HandExecutor asker;
  auto answer = testing::expect<SignedIn>(asker);
  sign_in.run(attempt("alice", "wrong horse"), answer.done);
  while (asker.waiting() == 0) executor.run_ready();
  EXPECT_FALSE(answer.answered());
  EXPECT_EQ(answer.get().error().code, Code::wrong_credentials);
}

}  // namespace
}  // namespace heartlink::account
