// SPDX-License-Identifier: Apache-2.0
// Making an account, as a program and as a form.
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using testing::header_of;
using testing::QuietHouse;
using testing::request_of;
using Headers = std::vector<std::pair<std::string, std::string>>;

class RegistrationTest : public ::testing::Test {
 protected:
  protocol::Response post(const char* type, std::string body, const std::string& query = {}) {
    const Headers headers{{"origin", "http://127.0.0.1:8000"}, {"content-type", type}};
    return house_.ask(request_of("POST", "/users/register/" + query, headers, std::move(body)));
  }
  protocol::Response program(std::string body, const std::string& query = {}) {
    return post("application/json", std::move(body), query);
  }
  protocol::Response form(std::string body, const std::string& query = {}) {
    return post("application/x-www-form-urlencoded", std::move(body), query);
  }
  static boost::json::object json_of(const protocol::Response& response) {
    return boost::json::parse(response.body).as_object();
  }

  QuietHouse house_;
};

TEST_F(RegistrationTest, a_program_is_signed_in_and_told_where_to_go) {
  const auto response =
      program(R"({"username":"Ann","password":"correct horse"})", "?next=%2Ftools%2Fchat%2Fdebug%2Fa%2F");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(json_of(response).at("user").at("username"), "Ann");
  EXPECT_EQ(json_of(response).at("redirect"), "/tools/chat/debug/a/");
  EXPECT_TRUE(header_of(response, "Set-Cookie").starts_with("sessionid="));
}

TEST_F(RegistrationTest, an_account_whose_session_fails_is_made_all_the_same) {
  house_.store.fake_sessions.outage = base::fail(base::Code::busy);
  const auto response = program(R"({"username":"ann","password":"correct horse"})");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(json_of(response).at("redirect"), "/users/login/?next=/tools/chat/");
  EXPECT_EQ(header_of(response, "Set-Cookie"), "");
}

TEST_F(RegistrationTest, a_form_signs_nobody_in_and_goes_on_to_the_sign_in_page) {
  const auto response =
      form("username=ann&password=correct+horse&password_confirm=correct+horse&email=", "?next=%2Ftools%2F");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(header_of(response, "Location"), "/users/login/?next=/tools/");
  EXPECT_EQ(header_of(response, "Set-Cookie"), "");
  EXPECT_TRUE(house_.store.fake_users.by_key.contains("ann"));
}

TEST_F(RegistrationTest, what_is_refused_is_said_to_a_program_and_to_the_page_of_a_form) {
  const auto json = program(R"({"username":"ann","password":"short"})");
  EXPECT_EQ(json.status, 400);
  EXPECT_EQ(json_of(json).at("code"), "password_too_short");
  EXPECT_EQ(json_of(json).at("error"), "密码必须大于8位。");
  const auto page = form("username=ann&password=correct+horse&password_confirm=other", "?next=%2Ftools%2F");
  EXPECT_EQ(header_of(page, "Location"), "/users/register/?error=password_mismatch&next=/tools/");
  EXPECT_TRUE(house_.store.fake_users.by_key.empty());
}

TEST_F(RegistrationTest, a_second_password_that_is_no_text_is_not_the_same) {
  const auto response = program(R"({"username":"ann","password":"correct horse","password_confirm":3})");
  EXPECT_EQ(json_of(response).at("code"), "password_mismatch");
}

TEST_F(RegistrationTest, the_owner_may_close_the_door) {
  house_.config.registration = "closed";
  const auto response = program(R"({"username":"ann","password":"correct horse"})");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(json_of(response).at("code"), "registration_closed");
}

TEST_F(RegistrationTest, the_page_is_for_those_who_are_not_signed_in) {
  EXPECT_EQ(house_.get("/users/register/").file, "/index.html");
  const auto ann = house_.add_person("ann", "correct horse");
  const auto cookie = "sessionid=" + house_.sign_in_as(ann, "ann");
  EXPECT_EQ(header_of(house_.get("/users/register/", {{"cookie", cookie}}), "Location"), "/tools/chat/");
}

TEST_F(RegistrationTest, it_needs_our_page_like_every_change) {
  const auto response =
      house_.ask(request_of("POST", "/users/register/", {{"content-type", "application/json"}},
                            R"({"username":"ann","password":"correct horse"})"));
  EXPECT_EQ(json_of(response).at("code"), "csrf_failed");
}

}  // namespace
}  // namespace heartlink::api
