// SPDX-License-Identifier: Apache-2.0
#include "account/sessions.h"

#include <gtest/gtest.h>

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
    sessions.open(alice.user, answer.done);
    return answer.get()->secret;
  }

  testing::HandExecutor executor;
  testing::FakeUsers users;
  testing::FakeSessions store;
  base::SeededRandom random{1};
  base::ManualClock clock;
  store::Credentials alice;
  Sessions sessions{store, random, clock, 30};
  CreateToken create_token{users, store, random};
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
  EXPECT_EQ(store.tokens.begin()->first, hash_of_secret(issued->token));
  EXPECT_EQ(store.labels.at(0), "bot 一号");
}

TEST_F(SessionsTest, a_token_is_not_made_for_nobody_for_the_disabled_or_with_an_endless_label) {
  EXPECT_EQ(issue("mallory").error().code, Code::user_not_found);
  EXPECT_EQ(issue("alice", std::string(65, 'x')).error().code, Code::field_invalid);
  users.by_key["alice"].user.disabled = true;
  EXPECT_EQ(issue("alice").error().code, Code::account_disabled);
  EXPECT_TRUE(store.tokens.empty());
}

}  // namespace
}  // namespace heartlink::account
