// SPDX-License-Identifier: Apache-2.0
// A person's own sign-ins over HTTP, and a new password.
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using testing::header_of;
using testing::QuietHouse;
using testing::request_of;
using Headers = std::vector<std::pair<std::string, std::string>>;

class SessionsTest : public ::testing::Test {
 protected:
  SessionsTest() {
    ann_ = house_.add_person("ann", "correct horse");
    mine_ = house_.sign_in_as(ann_, "ann");
    other_ = house_.sign_in_as(ann_, "ann");
  }

  protocol::Response ask(const char* method, const std::string& target, std::string body = {}) {
    const Headers headers{{"origin", "http://127.0.0.1:8000"},
                          {"content-type", "application/json"},
                          {"cookie", "sessionid=" + mine_}};
    return house_.ask(request_of(method, target, headers, std::move(body)));
  }
  static boost::json::object json_of(const protocol::Response& response) {
    return boost::json::parse(response.body).as_object();
  }
  bool is_in(const std::string& secret) {
    return house_.get("/users/api/session-status/", {{"cookie", "sessionid=" + secret}}).status == 200;
  }
  static std::string id_of(const std::string& secret) {
    return store::session_id(account::hash_of_secret(secret));
  }

  QuietHouse house_;
  model::UserId ann_;
  std::string mine_;
  std::string other_;
};

TEST_F(SessionsTest, are_listed_with_the_one_that_asks_marked_and_no_secret) {
  const auto response = ask("GET", "/tools/api/sessions/");
  ASSERT_EQ(response.status, 200);
  EXPECT_EQ(response.body.find(mine_), std::string::npos);
  const auto body = json_of(response);
  const auto& sessions = body.at("sessions").as_array();
  ASSERT_EQ(sessions.size(), 2U);
  for (const auto& one : sessions) {
    EXPECT_EQ(one.at("current").as_bool(), one.at("id") == boost::json::value(id_of(mine_)));
  }
  EXPECT_EQ(house_.get("/tools/api/sessions/").status, 401);
}

TEST_F(SessionsTest, one_ends_by_its_id_in_the_body_or_in_the_address) {
  EXPECT_EQ(ask("DELETE", "/tools/api/sessions/", R"({"id":")" + id_of(other_) + R"("})").status, 200);
  EXPECT_FALSE(is_in(other_));
  EXPECT_TRUE(is_in(mine_));
  EXPECT_EQ(json_of(ask("DELETE", "/tools/api/sessions/?id=" + id_of(other_))).at("code"),
            "session_not_found");
  const auto own = ask("DELETE", "/tools/api/sessions/?id=" + id_of(mine_));
  EXPECT_NE(header_of(own, "Set-Cookie").find("sessionid=; Path=/; Max-Age=0"), std::string::npos);
  EXPECT_FALSE(is_in(mine_));
}

TEST_F(SessionsTest, all_the_others_end_at_once) {
  const auto response = ask("DELETE", "/tools/api/sessions/", R"({"others":true})");
  EXPECT_EQ(json_of(response).at("ended"), 1);
  EXPECT_TRUE(is_in(mine_));
  EXPECT_FALSE(is_in(other_));
}

TEST_F(SessionsTest, nothing_ends_by_mistake) {
  for (const auto* body : {"", "{}", R"({"others":false})", R"({"id":7})"}) {
    EXPECT_EQ(json_of(ask("DELETE", "/tools/api/sessions/", body)).at("code"), "field_invalid") << body;
  }
  EXPECT_EQ(json_of(ask("DELETE", "/tools/api/sessions/", "{")).at("code"), "invalid_json");
  EXPECT_TRUE(is_in(mine_));
  EXPECT_TRUE(is_in(other_));
}

TEST_F(SessionsTest, a_new_password_ends_the_others) {
  const auto response = ask(
      "POST", "/users/api/password/",
      R"({"current_password":"correct horse","new_password":"battery staple","new_password_confirm":"battery staple"})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(json_of(response).at("ended"), 1);
  EXPECT_TRUE(is_in(mine_));
  EXPECT_FALSE(is_in(other_));
}

TEST_F(SessionsTest, a_new_password_needs_the_old_one_and_the_same_one_twice) {
  const auto code = [&](const char* body) {
    return json_of(ask("POST", "/users/api/password/", body)).at("code");
  };
  EXPECT_EQ(code(R"({"current_password":"wrong","new_password":"battery staple"})"), "password_wrong");
  EXPECT_EQ(
      code(
          R"({"current_password":"correct horse","new_password":"battery staple","new_password_confirm":"x"})"),
      "password_mismatch");
  EXPECT_EQ(code(R"({"current_password":"correct horse","new_password":"short"})"), "password_too_short");
  EXPECT_TRUE(is_in(other_));
}

}  // namespace
}  // namespace heartlink::api
