// SPDX-License-Identifier: Apache-2.0
#include "account/sessions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "account/create_token.h"
#include "account/secrets.h"
#include "account/testing/fakes.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

struct SessionsTest : ::testing::Test {
  SessionsTest() {
    alice.user.id = model::UserId{7};
    alice.user.name = "Alice";
    users.by_key["alice"] = alice;
  }

  Result<IssuedToken> issue(std::string user, std::string label = {}) {
    TokenOrder order;
    order.user = std::move(user);
    order.label = std::move(label);
    auto answer = testing::expect<IssuedToken>(executor);
    create_token.run(order, answer.done);
    return answer.get();
  }

  Result<model::Principal> by_cookie(std::string_view secret) {
    auto answer = testing::expect<model::Principal>(executor);
    sessions.authenticate_cookie(secret, answer.done);
    return answer.get();
  }

  Result<model::Principal> by_bearer(std::string_view secret) {
    auto answer = testing::expect<model::Principal>(executor);
    sessions.authenticate_bearer(secret, answer.done);
    return answer.get();
  }

  std::string open() {
    auto answer = testing::expect<SignedIn>(executor);
    sessions.open(alice.user, Visit{}, {}, answer.done);
    return answer.get()->secret;
  }

  // Somebody's principal, by the cookie.
  model::Principal of(std::string_view secret) { return *by_cookie(secret); }

  std::vector<store::SessionRow> list() {
    auto answer = testing::expect<std::vector<store::SessionRow>>(executor);
    sessions.list(alice.user.id, answer.done);
    return *answer.get();
  }

  Result<bool> end_one(std::string id, model::UserId user = model::UserId{7}) {
    auto answer = testing::expect<bool>(executor);
    sessions.end_one(user, std::move(id), answer.done);
    return answer.get();
  }

  Result<std::uint32_t> end_others(const model::Principal& person) {
    auto answer = testing::expect<std::uint32_t>(executor);
    sessions.end_others(person, answer.done);
    return answer.get();
  }

  testing::HandExecutor executor;
  testing::FakeSessions store;
  testing::FakeTokens tokens;
  testing::FakeUsers users{store, tokens};
  testing::FakeBus bus;
  base::SeededRandom random{1};
  base::ManualClock clock;
  store::Credentials alice;
  Sessions sessions{store, tokens, bus, random, clock, 30};
  CreateToken create_token{users, tokens, random};
};

TEST_F(SessionsTest, a_session_is_known_by_its_secret_until_it_ends) {
  const std::string secret = open();
  EXPECT_EQ(by_cookie(secret)->user.id.value, 7);
  auto ended = testing::expect<bool>(executor);
  sessions.end(secret, ended.done);
  EXPECT_TRUE(*ended.get());
  EXPECT_EQ(by_cookie(secret).error().code, Code::login_required);
}

TEST_F(SessionsTest, ending_a_session_that_is_not_there_is_no_error) {
  for (const std::string& secret : {std::string{}, std::string{"junk"}, std::string(43, 'A')}) {
    auto ended = testing::expect<bool>(executor);
    sessions.end(secret, ended.done);
    EXPECT_TRUE(ended.get().has_value());
  }
}

TEST_F(SessionsTest, a_cookie_is_no_bearer_and_a_bearer_no_cookie) {
  EXPECT_EQ(by_bearer(open()).error().code, Code::login_required);
  const auto issued = issue("alice");
  EXPECT_EQ(by_cookie(issued->token).error().code, Code::login_required);
  EXPECT_TRUE(by_bearer(issued->token)->bearer);
}

TEST_F(SessionsTest, what_cannot_be_a_secret_is_nobody) {
  for (const std::string& junk : {std::string{}, std::string(42, 'A'), std::string(44, 'A'),
                                  std::string(43, '='), std::string(100'000, 'A')}) {
    EXPECT_EQ(by_cookie(junk).error().code, Code::login_required);
    EXPECT_EQ(by_bearer(junk).error().code, Code::login_required);
  }
}

TEST_F(SessionsTest, the_stored_hash_opens_nothing) {
  (void)open();
  EXPECT_EQ(by_cookie(store.sessions.begin()->first).error().code, Code::login_required);
}

TEST_F(SessionsTest, a_token_names_its_person_and_keeps_its_label) {
  const auto issued = issue(" ALICE", "bot 一号");
  ASSERT_TRUE(issued);
  EXPECT_EQ(issued->user.name, "Alice");
  EXPECT_TRUE(is_secret(issued->token));
  EXPECT_EQ(tokens.tokens.begin()->first, hash_of_secret(issued->token));
  EXPECT_EQ(tokens.labels.begin()->second, "bot 一号");
}

TEST_F(SessionsTest, a_token_is_not_made_for_nobody_for_the_disabled_or_with_an_endless_label) {
  EXPECT_EQ(issue("mallory").error().code, Code::user_not_found);
  EXPECT_EQ(issue("Mallory").error().detail, "Mallory");
  EXPECT_EQ(issue("alice", std::string(65, 'x')).error().code, Code::field_invalid);
  users.by_key["alice"].user.disabled = true;
  EXPECT_EQ(issue("alice").error().code, Code::account_disabled);
  EXPECT_TRUE(tokens.tokens.empty());
}

TEST_F(SessionsTest, a_person_sees_his_sessions_the_newest_first_and_nobody_elses) {
  const std::string first = open();
  const std::string second = open();
  store.sessions[std::string(32, 'x')].user.id = model::UserId{8};
  const auto rows = list();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].secret_hash, hash_of_secret(second));
  EXPECT_EQ(rows[1].id, store::session_id(hash_of_secret(first)));
}

TEST_F(SessionsTest, one_session_ends_by_the_id_under_which_it_is_listed) {
  const std::string first = open();
  const std::string second = open();
  EXPECT_TRUE(*end_one(list().back().id));
  EXPECT_EQ(by_cookie(first).error().code, Code::login_required);
  EXPECT_TRUE(by_cookie(second));
}

TEST_F(SessionsTest, an_id_that_is_none_or_somebody_elses_ends_nothing) {
  (void)open();
  const std::string id = list().front().id;
  for (const std::string& other : {std::string{}, std::string{"*"}, std::string(16, '0'),
                                   std::string(15, 'a'), id.substr(1), id + "0", std::string(16, 'G')}) {
    EXPECT_EQ(end_one(other).error().code, Code::session_not_found) << other;
  }
  EXPECT_EQ(end_one(id, model::UserId{8}).error().code, Code::session_not_found);
  EXPECT_EQ(store.sessions.size(), 1U);
}

TEST_F(SessionsTest, ending_the_others_keeps_the_one_that_asks) {
  (void)open();
  const std::string mine = open();
  (void)open();
  EXPECT_EQ(*end_others(of(mine)), 2U);
  EXPECT_TRUE(by_cookie(mine));
  EXPECT_EQ(*end_others(of(mine)), 0U);
}

TEST_F(SessionsTest, a_program_has_no_session_of_its_own_so_the_others_are_all) {
  (void)open();
  (void)open();
  EXPECT_EQ(*end_others(*by_bearer(issue("alice")->token)), 2U);
  EXPECT_EQ(tokens.tokens.size(), 1U) << "tokens are no sessions";
}

TEST_F(SessionsTest, all_sessions_of_one_person_end_and_nobody_elses) {
  (void)open();
  (void)open();
  store.sessions[std::string(32, 'x')].user.id = model::UserId{8};
  auto ended = testing::expect<std::uint32_t>(executor);
  sessions.end_all(alice.user.id, ended.done);
  EXPECT_EQ(*ended.get(), 2U);
  EXPECT_EQ(store.sessions.size(), 1U);
}

TEST_F(SessionsTest, whatever_ends_a_session_answers_only_after_every_worker_knows) {
  const std::string secret = open();
  const auto me = of(secret);
  bus.hold = true;
  auto ended = testing::expect<bool>(executor);
  auto one = testing::expect<bool>(executor);
  auto others = testing::expect<std::uint32_t>(executor);
  auto all = testing::expect<std::uint32_t>(executor);
  sessions.end_one(me.user.id, store::session_id(me.secret_hash), one.done);
  sessions.end(secret, ended.done);
  sessions.end_others(me, others.done);
  sessions.end_all(me.user.id, all.done);
  executor.run_ready();
  EXPECT_TRUE(store.sessions.empty());
  EXPECT_FALSE(one.answered() || ended.answered() || others.answered() || all.answered());
  bus.let_go();
  executor.run_ready();
  EXPECT_TRUE(one.answered() && ended.answered() && others.answered() && all.answered());
  EXPECT_EQ(bus.confirms, 4);
}

TEST_F(SessionsTest, a_session_is_extended_from_now_on_and_a_program_has_none) {
  const std::string secret = open();
  const auto extend = [this](const model::Principal& person) {
    auto answer = testing::expect<model::Principal>(executor);
    sessions.extend(person, answer.done);
    return answer.get();
  };
  const auto before = of(secret).expires_at;
  clock.advance(std::chrono::hours{24});
  EXPECT_EQ(extend(of(secret))->expires_at.us, before.us + 86'400LL * 1'000'000);
  EXPECT_EQ(of(secret).expires_at.us, before.us + 86'400LL * 1'000'000);
  auto program = of(secret);
  program.bearer = true;
  EXPECT_EQ(extend(program).error().code, Code::login_required);
}

TEST_F(SessionsTest, a_store_that_fails_is_answered_at_once) {
  const std::string secret = open();
  bus.hold = true;
  store.outage = base::fail(Code::storage_full);
  auto ended = testing::expect<bool>(executor);
  sessions.end(secret, ended.done);
  EXPECT_EQ(ended.get().error().code, Code::storage_full);
  EXPECT_EQ(end_one(std::string(16, 'a')).error().code, Code::storage_full);
}

TEST_F(SessionsTest, a_password_that_changed_since_it_was_verified_opens_nothing) {
  auto answer = testing::expect<SignedIn>(executor);
  sessions.open(alice.user, Visit{}, "the hash of yesterday", answer.done);
  EXPECT_EQ(answer.get().error().code, Code::wrong_credentials);
}

}  // namespace
}  // namespace heartlink::account
