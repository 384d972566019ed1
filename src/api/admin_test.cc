// SPDX-License-Identifier: Apache-2.0
#include "api/admin.h"

#include <algorithm>

#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

struct AdminTest : testing::Operator {};

TEST_F(AdminTest, ping_says_which_version_answers) {
  const auto reply = run(R"({"op":"ping"})");
  EXPECT_TRUE(reply.at("ok").as_bool());
  EXPECT_FALSE(reply.at("version").as_string().empty());
}

TEST_F(AdminTest, a_refusal_speaks_both_languages_and_tells_the_owner_what_to_do) {
  const auto reply = run(R"({"op":"user.create","name":"alice","password":"short"})");
  EXPECT_FALSE(reply.at("ok").as_bool());
  for (const char* key : {"code", "error", "error_en", "hint", "hint_en", "owner_hint"}) {
    EXPECT_FALSE(reply.at(key).as_string().empty()) << key;
  }
  EXPECT_EQ(reply.at("code"), "password_too_short");
}

TEST_F(AdminTest, what_is_missing_or_of_the_wrong_type_is_named) {
  EXPECT_EQ(code_of(R"({})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"user.delete"})"), "request_invalid");
  EXPECT_EQ(run(R"({"op":"user.create","name":"alice"})").at("detail"), "password: missing");
  EXPECT_EQ(run(R"({"op":"user.create","name":7})").at("detail"), "name: a text is wanted");
  EXPECT_EQ(code_of(R"({"op":"user.create","name":"alice","password":"correct horse","staff":"yes"})"),
            "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"room.create"})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"token.create"})"), "field_invalid");
}

TEST_F(AdminTest, what_changes_something_is_logged_once_and_without_secrets) {
  const auto logged = [this](const char* request) {
    ::testing::internal::CaptureStderr();
    (void)run(request);
    return ::testing::internal::GetCapturedStderr();
  };
  const auto created = logged(R"({"op":"user.create","name":"alice","password":"correct horse"})");
  EXPECT_NE(created.find("admin"), std::string::npos) << created;
  EXPECT_NE(created.find("user.create"), std::string::npos) << created;
  EXPECT_NE(created.find("alice"), std::string::npos) << created;
  EXPECT_EQ(created.find("horse"), std::string::npos) << created;
  EXPECT_EQ(std::count(created.begin(), created.end(), '\n'), 1) << created;

  const auto token = logged(R"({"op":"token.create","user":"alice"})");
  EXPECT_NE(token.find("token.create"), std::string::npos) << token;
  const auto answer = boost::json::parse(answers.back()).as_object();
  EXPECT_EQ(token.find(answer.at("token").as_string()), std::string::npos);

  EXPECT_EQ(logged(R"({"op":"user.list"})"), "");
  EXPECT_EQ(logged(R"({"op":"user.create","name":"alice","password":"correct horse"})"), "");
}

TEST_F(AdminTest, what_changes_something_is_an_act_of_the_operator_before_it_is_answered) {
  make_people();
  const auto before = store.fake_audit.acts.size();
  (void)run(R"({"op":"user.disable","name":"bob"})");
  (void)run(R"({"op":"token.create","user":"alice"})");
  (void)run(R"({"op":"user.disable","name":"nobody"})");
  (void)run(R"({"op":"user.list"})");
  auto lines = store.fake_audit.lines();
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(before));
  EXPECT_EQ(lines, (std::vector<std::string>{"operator user.disable bob", "operator token.create alice"}));
}

TEST_F(AdminTest, that_an_act_could_not_be_noted_takes_nothing_back) {
  make_people();
  store.fake_audit.outage = base::fail(base::Code::storage_full);
  EXPECT_EQ(code_of(R"({"op":"user.disable","name":"bob"})"), "ok");
  EXPECT_TRUE(store.fake_users.by_key.at("bob").user.disabled);
}

}  // namespace
}  // namespace heartlink::api
