// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "account/passwords.h"
#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

struct AdminUserTest : testing::Operator {};

TEST_F(AdminUserTest, a_user_is_made_and_the_password_is_nowhere_in_the_answer) {
  const auto reply = run(R"({"op":"user.create","name":"alice","password":"correct horse","staff":true})");
  EXPECT_TRUE(reply.at("ok").as_bool());
  EXPECT_EQ(reply.at("name"), "alice");
  EXPECT_EQ(reply.at("staff"), true);
  EXPECT_EQ(json::serialize(reply).find("horse"), std::string::npos);
  const auto& stored = store.fake_users.by_key.at("alice");
  EXPECT_TRUE(*account::verify_password(stored.password_hash, "correct horse"));
}

TEST_F(AdminUserTest, an_account_may_come_with_the_hash_that_another_system_kept) {
  const std::string hash = "pbkdf2_sha256$1000$salt$YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=";
  const json::object request{{"op", "user.create"}, {"name", "alice"}, {"password_hash", hash}};
  const auto reply = run(request);
  ASSERT_TRUE(reply.at("ok").as_bool()) << json::serialize(reply);
  EXPECT_EQ(store.fake_users.by_key.at("alice").password_hash, hash);
  EXPECT_EQ(json::serialize(reply).find("pbkdf2"), std::string::npos);
  EXPECT_EQ(code_of(R"({"op":"user.create","name":"bob","password_hash":"plain"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.create","name":"bob","password_hash":"a","password":"correct horse"})"),
            "field_invalid");
  EXPECT_FALSE(store.fake_users.by_key.contains("bob"));
}

TEST_F(AdminUserTest, a_new_password_ends_all_sessions_before_the_answer) {
  make_people();
  (void)sign_in("alice");
  const auto reply = run(R"({"op":"user.passwd","name":"ALICE","password":"another horse"})");
  ASSERT_TRUE(reply.at("ok").as_bool());
  EXPECT_EQ(reply.at("name"), "alice");
  EXPECT_TRUE(*account::verify_password(store.fake_users.by_key.at("alice").password_hash, "another horse"));
  EXPECT_TRUE(store.fake_sessions.sessions.empty());
  EXPECT_EQ(bus.confirms, 1);
  EXPECT_EQ(code_of(R"({"op":"user.passwd","name":"alice","password":"short"})"), "password_too_short");
  EXPECT_EQ(run(R"({"op":"user.passwd","name":"mallory","password":"another horse"})").at("detail"),
            "mallory");
}

TEST_F(AdminUserTest, an_account_is_disabled_and_enabled_again) {
  make_people();
  (void)sign_in("alice");
  EXPECT_EQ(run(R"({"op":"user.disable","name":"alice"})").at("disabled"), true);
  EXPECT_TRUE(store.fake_sessions.sessions.empty());
  EXPECT_GE(bus.confirms, 1);
  EXPECT_EQ(run(R"({"op":"user.enable","name":"alice"})").at("disabled"), false);
  EXPECT_EQ(code_of(R"({"op":"user.disable","name":"mallory"})"), "user_not_found");
}

TEST_F(AdminUserTest, a_list_of_any_length_comes_in_pages_that_fit) {
  config.limits.admin_request_bytes = 4096;
  for (int i = 0; i < 250; ++i) {
    store::Credentials one;
    one.user.id.value = i + 1;
    one.user.name = "user-" + std::to_string(i) + std::string(30, 'x');
    store.fake_users.by_key[one.user.name] = one;
  }
  const auto rows = rows_of({{"op", "user.list"}}, "users", "after");
  ASSERT_EQ(rows.size(), 250U);
  for (int i = 0; i < 250; ++i) EXPECT_EQ(rows[static_cast<std::size_t>(i)].at("id"), i + 1);
  EXPECT_EQ(rows.front().at("created_at"), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(run(R"({"op":"user.list","limit":3})").at("users").as_array().size(), 3U);
  EXPECT_EQ(run(R"({"op":"user.list","limit":3})").at("next"), 3);
  EXPECT_EQ(code_of(R"({"op":"user.list","limit":101})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.list","after":"x"})"), "field_invalid");
}

TEST_F(AdminUserTest, somebody_is_muted_for_some_hours_and_may_speak_again) {
  make_people();
  store.fake_moderation.muted.answer = base::WallTime{};
  const auto muted = run(R"({"op":"user.mute","name":"BOB","hours":48,"reason":"rude"})");
  EXPECT_EQ(muted.at("until"), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(store.fake_moderation.muted.asked->first.reason, "rude");
  EXPECT_EQ(store.fake_moderation.muted.asked->first.by, "operator");
  EXPECT_EQ(store.fake_moderation.muted.asked->second, std::chrono::hours{48});
  EXPECT_EQ(code_of(R"({"op":"user.mute","name":"bob","hours":0,"reason":"rude"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.mute","name":"bob"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.mute","name":"nobody","reason":"rude"})"), "user_not_found");
  EXPECT_EQ(code_of(R"({"op":"user.unmute","name":"bob","reason":"a mistake"})"), "ok");
  EXPECT_EQ(store.fake_moderation.unmuted.asked->reason, "a mistake");
}

}  // namespace
}  // namespace heartlink::api
