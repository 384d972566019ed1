// SPDX-License-Identifier: Apache-2.0
#include "account/register.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using namespace std::chrono_literals;
using base::Code;
using base::Result;

constexpr HashCost cheap{testing::cheap_memory_kib, 1};

struct RegisterTest : ::testing::Test {
  RegisterTest() { config.registrations_per_hour = 3; }

  static Registration wanted(std::string name, std::string password = "correct horse",
                             std::string address = "192.0.2.1") {
    Registration one;
    one.name = std::move(name);
    one.password = std::move(password);
    one.visit.address = std::move(address);
    return one;
  }

  Result<Registered> run(Registration one) {
    auto answer = testing::expect<Registered>(executor);
    registration().run(std::move(one), answer.done);
    EXPECT_FALSE(answer.answered()) << "never inside the call";
    return answer.get();
  }

  Code refusal_of(Registration one) {
    const auto result = run(std::move(one));
    return result ? Code::last_ : result.error().code;
  }

  Register& registration() {
    if (!made) made.emplace(Register::Parts{users, sessions, pool, clock, executor, random}, cheap, config);
    return *made;
  }

  testing::HandExecutor executor;
  testing::FakeSessions store;
  testing::FakeTokens tokens;
  testing::FakeUsers users{store, tokens};
  testing::FakeBus bus;
  base::SeededRandom random{1};
  base::ManualClock clock;
  base::Config config;
  Sessions sessions{store, tokens, bus, random, clock, 30};
  PasswordPool pool{1, 64};
  std::optional<Register> made;
};

TEST_F(RegisterTest, a_person_is_made_and_not_signed_in_unless_asked_for) {
  const auto registered = run(wanted("Alice"));
  ASSERT_TRUE(registered);
  EXPECT_EQ(registered->user.name, "Alice");
  EXPECT_FALSE(registered->user.staff);
  EXPECT_FALSE(registered->session);
  EXPECT_TRUE(store.sessions.empty());
  EXPECT_TRUE(*verify_password(users.by_key.at("alice").password_hash, "correct horse"));
}

TEST_F(RegisterTest, a_person_is_signed_in_when_asked_for) {
  auto one = wanted("Alice");
  one.sign_in = true;
  const auto registered = run(std::move(one));
  ASSERT_TRUE(registered && registered->session);
  EXPECT_EQ(registered->session->principal.user.name, "Alice");
  EXPECT_EQ(store.sessions.size(), 1U);
}

TEST_F(RegisterTest, an_account_that_was_made_is_the_answer_even_if_no_session_can_begin) {
  store.outage = base::fail(Code::busy);
  auto one = wanted("Alice");
  one.sign_in = true;
  const auto registered = run(std::move(one));
  ASSERT_TRUE(registered);
  EXPECT_FALSE(registered->session);
}

// Everything is wrong; each repair uncovers the next refusal.
TEST_F(RegisterTest, the_first_check_that_fails_decides) {
  config.registrations_per_hour = 1;
  ASSERT_TRUE(run(wanted("bob")));
  config.registration = "closed";
  auto one = wanted("b", "short");
  one.password_again = "other";
  EXPECT_EQ(refusal_of(one), Code::registration_closed);
  config.registration = "open";
  EXPECT_EQ(refusal_of(one), Code::password_mismatch);
  one.password_again = one.password;
  EXPECT_EQ(refusal_of(one), Code::username_invalid);
  one.name = "BOB";
  EXPECT_EQ(refusal_of(one), Code::password_too_short);
  one.password = "correct horse";
  one.password_again.reset();
  EXPECT_EQ(refusal_of(one), Code::throttled);
  clock.advance(1h);
  EXPECT_EQ(refusal_of(one), Code::username_taken);
  clock.advance(1h);
  one.name = "carol";
  EXPECT_EQ(refusal_of(one), Code::last_);
}

TEST_F(RegisterTest, one_network_makes_so_many_accounts_an_hour) {
  for (const char* name : {"a1", "a2", "a3"}) {
    EXPECT_TRUE(run(wanted(name, "correct horse", std::string{"2001:db8::"} + name[1])));
  }
  const auto refused = run(wanted("a4", "correct horse", "2001:db8::9"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_EQ(refused.error().retry, 1h);
  EXPECT_TRUE(run(wanted("a4", "correct horse", "2001:db8:0:1::9")));
  clock.advance(1h);
  EXPECT_TRUE(run(wanted("a5", "correct horse", "2001:db8::9")));
}

TEST_F(RegisterTest, accounts_that_were_made_and_names_that_were_taken_count) {
  ASSERT_TRUE(run(wanted("bob")));
  EXPECT_EQ(refusal_of(wanted("bob")), Code::username_taken);
  users.outage = base::fail(Code::busy);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(refusal_of(wanted("carol")), Code::busy);
  users.outage.reset();
  users.write_outage = base::fail(Code::storage_full);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(refusal_of(wanted("carol")), Code::storage_full);
  users.write_outage.reset();
  EXPECT_TRUE(run(wanted("carol")));
  EXPECT_EQ(refusal_of(wanted("erin")), Code::throttled);
}

TEST_F(RegisterTest, a_hundred_tries_at_once_are_not_all_let_through) {
  std::vector<testing::Expected<Registered>> answers;
  for (int i = 0; i < 100; ++i) {
    answers.push_back(testing::expect<Registered>(executor));
    registration().run(wanted("person" + std::to_string(i)), answers.back().done);
  }
  int let_through = 0;
  for (auto& answer : answers) let_through += answer.get() ? 1 : 0;
  EXPECT_EQ(let_through, 3);
}

TEST_F(RegisterTest, a_taken_name_costs_no_hash) {
  ASSERT_TRUE(run(wanted("bob")));
  const auto jobs = pool.jobs();
  EXPECT_EQ(refusal_of(wanted("Bob")), Code::username_taken);
  EXPECT_EQ(pool.jobs(), jobs);
}

TEST_F(RegisterTest, the_answer_comes_on_the_askers_executor_and_not_where_accounts_are_counted) {
  testing::HandExecutor asker;
  auto answer = testing::expect<Registered>(asker);
  auto one = wanted("alice");
  one.sign_in = true;
  registration().run(std::move(one), answer.done);
  while (asker.waiting() == 0) executor.run_ready();
  EXPECT_FALSE(answer.answered());
  EXPECT_TRUE(answer.get()->session);
}

TEST_F(RegisterTest, the_log_names_who_and_from_where_and_no_password) {
  ::testing::internal::CaptureStderr();
  ASSERT_TRUE(run(wanted("Alice")));
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("event=registered user=Alice address=192.0.2.1"), std::string::npos) << log;
  EXPECT_EQ(log.find("horse"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::account
