// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

struct AdminTokenTest : testing::Operator {};
struct AdminSessionTest : testing::Operator {};

TEST_F(AdminTokenTest, a_token_is_shown_once_and_only_its_hash_is_stored) {
  make_people();
  const auto reply = run(R"({"op":"token.create","user":"alice","label":"bot"})");
  ASSERT_TRUE(reply.at("ok").as_bool());
  const std::string token{reply.at("token").as_string()};
  EXPECT_EQ(token.size(), 43U);
  EXPECT_FALSE(store.fake_tokens.tokens.contains(token));
  EXPECT_EQ(store.fake_tokens.tokens.size(), 1U);
  EXPECT_EQ(code_of(R"({"op":"token.create","user":"mallory"})"), "user_not_found");
}

TEST_F(AdminTokenTest, tokens_are_listed_without_their_secrets_and_revoked_by_id) {
  make_people();
  const auto token = run(R"({"op":"token.create","user":"alice","label":"bot"})").at("token");
  (void)run(R"({"op":"token.create","user":"bob"})");
  EXPECT_EQ(rows_of({{"op", "token.list"}, {"limit", 1}}, "tokens", "after").size(), 2U);
  const auto rows = rows_of({{"op", "token.list"}, {"user", "alice"}}, "tokens", "after");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("label"), "bot");
  EXPECT_EQ(json::serialize(rows[0]).find(token.as_string()), std::string::npos);

  const int confirms = bus.confirms;
  EXPECT_EQ(run({{"op", "token.revoke"}, {"id", rows[0].at("id")}}).at("ok"), true);
  EXPECT_EQ(bus.confirms, confirms + 1);
  EXPECT_EQ(store.fake_tokens.tokens.size(), 1U);
  EXPECT_EQ(run({{"op", "token.revoke"}, {"id", rows[0].at("id")}}).at("code"), "token_not_found");
  EXPECT_EQ(code_of(R"({"op":"token.list","user":"mallory"})"), "user_not_found");
}

TEST_F(AdminSessionTest, sessions_are_listed_and_ended_one_or_all) {
  make_people();
  const auto first = sign_in("alice");
  (void)sign_in("alice");
  (void)sign_in("alice");
  (void)sign_in("bob");
  EXPECT_EQ(rows_of({{"op", "session.list"}, {"user", "alice"}}, "sessions", "after").size(), 3U);

  const json::object one{{"op", "session.revoke"}, {"user", "alice"}, {"id", first}};
  EXPECT_EQ(run(one).at("ended"), 1);
  EXPECT_EQ(run(one).at("code"), "session_not_found");
  const json::object foreign{{"op", "session.revoke"}, {"user", "bob"}, {"id", first}};
  EXPECT_EQ(run(foreign).at("code"), "session_not_found");
  EXPECT_EQ(run(R"({"op":"session.revoke","user":"alice"})").at("ended"), 2);
  EXPECT_EQ(store.fake_sessions.sessions.size(), 1U) << "bob's";
  EXPECT_GE(bus.confirms, 2);
}

TEST_F(AdminSessionTest, a_long_list_comes_in_pages_that_fit) {
  make_people();
  config.limits.admin_request_bytes = 4096;
  for (int i = 0; i < 60; ++i) (void)sign_in("alice");
  EXPECT_EQ(rows_of({{"op", "session.list"}, {"user", "alice"}}, "sessions", "after").size(), 60U);
}

}  // namespace
}  // namespace heartlink::api
