// SPDX-License-Identifier: Apache-2.0
#include "account/sign_in.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

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
    one.visit.address = std::move(address);
    one.visit.agent = "Browser";
    return one;
  }

  Result<SignedIn> try_as(std::string name, std::string password, std::string address = "192.0.2.1") {
    auto answer = testing::expect<SignedIn>(executor);
    sign_in.run(attempt(std::move(name), std::move(password), std::move(address)), answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  Result<store::Credentials> check(std::string name, std::string password) {
    auto answer = testing::expect<store::Credentials>(executor);
    sign_in.check(attempt(std::move(name), std::move(password)), answer.done);
    return answer.get();
  }

  std::string& stored_hash() { return users.by_key.at("alice").password_hash; }

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
  EXPECT_EQ(wrong.error().retry, nobody.error().retry);
  EXPECT_TRUE(store.sessions.empty());
}

// What a try asks for: look-ups, hashes, writes.
struct Calls {
  int reads = 0;
  std::uint64_t jobs = 0;
  int writes = 0;
  bool operator==(const Calls&) const = default;
};

TEST_F(SignInTest, an_unknown_account_and_a_wrong_password_lead_to_the_same_calls) {
  const auto calls_of = [this](const char* name) {
    const Calls before{users.reads, pool.jobs(), users.writes};
    EXPECT_EQ(try_as(name, "wrong horse").error().code, Code::wrong_credentials);
    return Calls{users.reads - before.reads, pool.jobs() - before.jobs, users.writes - before.writes};
  };
  const Calls known = calls_of("alice");
  EXPECT_EQ(known, (Calls{1, 1, 0}));
  EXPECT_EQ(calls_of("mallory"), known);
  clock.advance(300s);
  users.by_key["alice"].user.disabled = true;
  EXPECT_EQ(calls_of("alice"), known);
  EXPECT_EQ(calls_of("\xFF"), known);
}

TEST_F(SignInTest, an_unknown_account_is_checked_against_a_hash_of_the_same_cost) {
  EXPECT_FALSE(needs_rehash(hash_of_nobody(cheap), cheap));
  EXPECT_EQ(hash_of_nobody(cheap).size(), stored_hash().size());
}

TEST_F(SignInTest, a_session_remembers_where_it_was_begun) {
  ASSERT_TRUE(try_as("alice", "correct horse", "198.51.100.7"));
  auto listed = testing::expect<std::vector<store::SessionRow>>(executor);
  sessions.list(model::UserId{7}, listed.done);
  const auto rows = listed.get();
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->front().address, "198.51.100.7");
  EXPECT_EQ(rows->front().agent, "Browser");
}

TEST_F(SignInTest, djangos_hash_is_verified_and_replaced_by_ours) {
  stored_hash() = "pbkdf2_sha256$1000$Zx81kQm0vLsa$LQld5aPQ/gDTbumoYLvsVa/tzghey5uZR/pb2aZ8cY4=";
  EXPECT_EQ(try_as("alice", "wrong horse").error().code, Code::wrong_credentials);
  EXPECT_TRUE(stored_hash().starts_with("pbkdf2_sha256$")) << "a wrong password replaces nothing";
  ASSERT_TRUE(try_as("alice", "correct horse"));
  EXPECT_FALSE(needs_rehash(stored_hash(), cheap));
  EXPECT_TRUE(*verify_password(stored_hash(), "correct horse"));
  EXPECT_TRUE(try_as("alice", "correct horse"));
  EXPECT_EQ(users.writes, 1) << "and only once";
}

TEST_F(SignInTest, a_hash_at_an_older_cost_is_replaced_and_no_session_ends) {
  stored_hash() = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  ASSERT_TRUE(try_as("alice", "correct horse"));
  EXPECT_FALSE(needs_rehash(stored_hash(), cheap));
  stored_hash() = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  ASSERT_TRUE(try_as("alice", "correct horse"));
  EXPECT_EQ(store.sessions.size(), 2U);
}

TEST_F(SignInTest, a_hash_that_cannot_be_replaced_now_is_no_reason_to_refuse_anybody) {
  const std::string old = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  stored_hash() = old;
  users.write_outage = base::fail(Code::storage_full);
  EXPECT_TRUE(try_as("alice", "correct horse"));
  EXPECT_EQ(stored_hash(), old);
}

TEST_F(SignInTest, two_sign_ins_that_upgrade_at_once_both_succeed) {
  stored_hash() = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  users.before_set_password = [this] {
    stored_hash() = *hash_password("correct horse", "fedcba9876543210", cheap);
  };
  EXPECT_TRUE(try_as("alice", "correct horse"));
  EXPECT_EQ(users.writes, 1);
}

TEST_F(SignInTest, a_password_that_changes_during_the_upgrade_is_the_one_that_counts) {
  stored_hash() = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  users.before_set_password = [this] {
    stored_hash() = *hash_password("battery staple", "fedcba9876543210", cheap);
  };
  EXPECT_EQ(try_as("alice", "correct horse").error().code, Code::wrong_credentials);
  EXPECT_TRUE(store.sessions.empty());
}

TEST_F(SignInTest, a_disabled_account_is_not_upgraded) {
  stored_hash() = *hash_password("correct horse", "0123456789abcdef", HashCost{16, 1});
  users.by_key["alice"].user.disabled = true;
  EXPECT_EQ(try_as("alice", "correct horse").error().code, Code::account_disabled);
  EXPECT_EQ(users.writes, 0);
}

TEST_F(SignInTest, a_check_says_who_it_is_and_begins_no_session) {
  const auto person = check("ALICE", "correct horse");
  ASSERT_TRUE(person);
  EXPECT_EQ(person->user.name, "Alice");
  EXPECT_EQ(person->password_hash, stored_hash());
  EXPECT_TRUE(store.sessions.empty());
}

TEST_F(SignInTest, a_check_is_throttled_together_with_signing_in) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(check("alice", "wrong").error().code, Code::wrong_credentials);
  EXPECT_EQ(try_as("alice", "correct horse").error().code, Code::throttled);
}

TEST_F(SignInTest, every_answer_is_counted_and_measured) {
  (void)try_as("alice", "correct horse");
  (void)try_as("alice", "wrong horse");
  (void)try_as("mallory", "wrong horse");
  (void)check("alice", "correct horse");  // no sign-in
  const auto figures = metrics.expose();
  EXPECT_NE(figures.find("heartlink_sign_ins_total{outcome=\"ok\"} 1"), std::string::npos);
  EXPECT_NE(figures.find("heartlink_sign_ins_total{outcome=\"refused\"} 2"), std::string::npos);
  EXPECT_NE(figures.find("heartlink_sign_in_seconds_count 3"), std::string::npos);
}

TEST_F(SignInTest, the_log_names_who_and_from_where_but_no_password_and_nothing_that_is_no_name) {
  ::testing::internal::CaptureStderr();
  (void)try_as("alice", "correct horse", "192.0.2.1");
  (void)try_as("ALICE", "battery staple", "192.0.2.2");
  (void)try_as("my secret phrase!", "battery staple", "192.0.2.3");
  (void)try_as("hunter2", "battery staple", "192.0.2.3");  // a password in the wrong field
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("event=signed_in user=Alice address=192.0.2.1"), std::string::npos) << log;
  EXPECT_NE(log.find("event=sign_in_refused code=wrong_credentials user=Alice address=192.0.2.2"),
            std::string::npos);
  EXPECT_NE(log.find("192.0.2.3"), std::string::npos);
  for (const char* secret : {"horse", "staple", "phrase", "hunter2"})
    EXPECT_EQ(log.find(secret), std::string::npos);
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
