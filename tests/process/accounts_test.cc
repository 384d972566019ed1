// SPDX-License-Identifier: Apache-2.0
// People by themselves: making an account, seeing where they are signed in, ending it; and what an operator
// takes away. Whoever loses a right loses his sockets before the answer.
#include <chrono>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/house.h"
#include "tests/process/security_headers.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

class Accounts : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    house_ = std::make_unique<House>(Words{"registrations_per_hour=100", "sign_in_failures=100"});
  }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  static HttpAnswer ask_as(const Headers& person, const std::string& method, const std::string& target,
                           const json::object& body = {}) {
    auto headers = person;
    headers.emplace_back("Content-Type", "application/json");
    auto answer =
        ask(house_->server.port(), {target, headers, method, method == "GET" ? "" : json::serialize(body)});
    expect_security_headers(answer);
    return answer;
  }
  static HttpAnswer register_person(const json::object& body) {
    return ask_as({{"Origin", house_->server.origin()}}, "POST", "/users/register/", body);
  }
  static Headers signed_in(const std::string& name) {
    return with_cookie(house_->server, sign_in(house_->server, name));
  }
  static bool is_in(const Headers& person) {
    return ask_as(person, "GET", "/users/api/session-status/").status == 200;
  }
  // A socket that has said hello.
  static WebSocketClient live(const Headers& person) {
    auto socket = house_->enter(person, "public-room");
    socket.await("connection_established");
    return socket;
  }
  static void expect_ended(WebSocketClient& socket, std::uint16_t code) {
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(socket.await_close().code, code);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
  }

  static inline std::unique_ptr<House> house_;
};

TEST_F(Accounts, who_registers_as_a_program_is_signed_in) {
  const auto answer = register_person({{"username", "卡罗"}, {"password", password}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("user").at("username"), "卡罗");
  EXPECT_EQ(answer.json().at("redirect"), "/tools/chat/");
  const auto cookie = answer.set_cookie("sessionid");
  EXPECT_TRUE(is_in({{"Cookie", cookie.substr(0, cookie.find(';'))}}));
}

TEST_F(Accounts, a_form_that_registers_goes_on_to_the_sign_in_page) {
  const std::string form = "username=dora&password=korrekt-pferd&password_confirm=korrekt-pferd";
  const Headers headers{{"Origin", house_->server.origin()},
                        {"Content-Type", "application/x-www-form-urlencoded"}};
  const auto answer = ask(house_->server.port(), {"/users/register/", headers, "POST", form});
  EXPECT_EQ(answer.status, 302) << answer.body;
  EXPECT_THAT(answer.header("location"), ::testing::StartsWith("/users/login/"));
  EXPECT_EQ(answer.set_cookie("sessionid"), "");
  const auto again = ask(house_->server.port(), {"/users/register/", headers, "POST", form});
  EXPECT_THAT(again.header("location"), HasSubstr("/users/register/?error=username_taken"));
}

TEST_F(Accounts, what_cannot_be_registered_is_explained_in_the_contracts_words) {
  const auto refused = [](const json::object& body) {
    const auto answer = register_person(body);
    EXPECT_FALSE(answer.json().at("hint").as_string().empty());
    return std::string{answer.json().at("code").as_string()} + " " +
           std::string{answer.json().at("error").as_string()};
  };
  EXPECT_EQ(refused({{"username", "ALICE"}, {"password", password}}),
            "username_taken 用户名已存在，请选择其他用户名。");
  EXPECT_EQ(refused({{"username", "erin"}, {"password", password}, {"password_confirm", "other"}}),
            "password_mismatch 密码输入不一致，请重新确认。");
  EXPECT_EQ(refused({{"username", "erin"}, {"password", "short"}}), "password_too_short 密码必须大于8位。");
  EXPECT_THAT(refused({{"username", "erin"}, {"password", "password123"}}), HasSubstr("password_too_common"));
  EXPECT_THAT(refused({{"username", "e"}, {"password", password}}), HasSubstr("username_invalid"));
}

TEST_F(Accounts, a_session_that_is_revoked_is_refused_and_its_sockets_close_before_the_answer) {
  make_user(house_->server, "fred");
  const auto laptop = signed_in("fred");
  auto phone = signed_in("fred");
  phone.emplace_back("User-Agent", "a phone");
  auto phone_socket = live(phone);
  auto laptop_socket = live(laptop);
  const auto listed = ask_as(laptop, "GET", "/tools/api/sessions/").json().at("sessions").as_array();
  ASSERT_EQ(listed.size(), 2U);
  std::string id;
  for (const auto& session : listed) {
    EXPECT_EQ(session.at("address"), "127.0.0.1");
    if (!session.at("current").as_bool()) id = session.at("id").as_string();
  }
  const auto ended = ask_as(laptop, "DELETE", "/tools/api/sessions/", {{"id", id}});
  EXPECT_EQ(ended.status, 200) << ended.body;
  expect_ended(phone_socket, 4401);
  EXPECT_FALSE(is_in(phone));
  EXPECT_TRUE(is_in(laptop));
  laptop_socket.send({{"type", "ping"}});
  EXPECT_EQ(laptop_socket.await("pong").at("type"), "pong");
  EXPECT_EQ(ask_as(laptop, "DELETE", "/tools/api/sessions/", {{"id", id}}).json().at("code"),
            "session_not_found");
  EXPECT_EQ(ask_as(house_->alice, "DELETE", "/tools/api/sessions/", {{"id", id}}).status, 404);
}

TEST_F(Accounts, a_new_password_signs_out_everywhere_else) {
  make_user(house_->server, "gina");
  const auto laptop = signed_in("gina");
  const auto phone = signed_in("gina");
  auto laptop_socket = live(laptop);
  auto phone_socket = live(phone);
  const std::string fresh = "ganz-neu-und-lang";
  EXPECT_EQ(
      ask_as(laptop, "POST", "/users/api/password/", {{"current_password", "wrong"}, {"new_password", fresh}})
          .json()
          .at("code"),
      "password_wrong");
  const auto changed = ask_as(laptop, "POST", "/users/api/password/",
                              {{"current_password", password}, {"new_password", fresh}});
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.json().at("ended"), 1);
  expect_ended(phone_socket, 4401);
  EXPECT_FALSE(is_in(phone));
  EXPECT_TRUE(is_in(laptop));
  laptop_socket.send({{"type", "ping"}});
  EXPECT_EQ(laptop_socket.await("pong").at("type"), "pong");
  EXPECT_ANY_THROW(sign_in(house_->server, "gina")) << "the old password is over";
}

TEST_F(Accounts, who_signs_out_leaves_no_open_socket) {
  const auto bob = signed_in("bob");
  auto socket = live(bob);
  EXPECT_EQ(ask_as(bob, "POST", "/users/api/logout/").status, 200);
  expect_ended(socket, 4401);
}

TEST_F(Accounts, a_sign_in_takes_the_place_of_the_one_its_browser_had) {
  make_user(house_->server, "hans");
  const auto before = signed_in("hans");
  auto again = before;
  const auto answer = ask_as(again, "POST", "/users/login/", {{"username", "hans"}, {"password", password}});
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_FALSE(is_in(before));
}

TEST_F(Accounts, who_is_disabled_loses_sessions_tokens_and_sockets_until_he_is_enabled) {
  make_user(house_->server, "ida");
  const auto browser = signed_in("ida");
  const auto program = with_token(make_token(house_->server, "ida"));
  auto browser_socket = live(browser);
  auto program_socket = live(program);
  house_->server.must({"user", "disable", "ida"});
  expect_ended(browser_socket, 4401);
  expect_ended(program_socket, 4401);
  EXPECT_FALSE(is_in(browser));
  EXPECT_FALSE(is_in(program));
  EXPECT_ANY_THROW(sign_in(house_->server, "ida"));
  house_->server.must({"user", "enable", "ida"});
  EXPECT_TRUE(is_in(program));
  EXPECT_FALSE(is_in(browser)) << "an ended session stays ended";
  EXPECT_TRUE(is_in(signed_in("ida")));
}

TEST_F(Accounts, an_operators_word_reaches_open_sockets_too) {
  make_user(house_->server, "jana");
  const auto program = with_token(make_token(house_->server, "jana"));
  auto program_socket = live(program);
  const auto tokens = json::parse(house_->server.must({"token", "list", "jana", "--json"}));
  const std::string id{tokens.at("tokens").at(0).at("id").as_string()};
  house_->server.must({"token", "revoke", id});
  expect_ended(program_socket, 4401);
  EXPECT_FALSE(is_in(program));

  auto browser_socket = live(signed_in("jana"));
  house_->server.must({"user", "passwd", "jana", "--password-stdin"}, "ganz-neu-und-lang\n");
  expect_ended(browser_socket, 4401);

  house_->server.must({"room", "create", "hers", "--kind", "group", "--user1", "alice"});
  auto alice_socket = house_->enter(house_->alice, "hers");
  alice_socket.await("connection_established");
  house_->server.must({"room", "end", "hers", "--reason", "spring cleaning"});
  EXPECT_EQ(alice_socket.await("room_ended").at("reason"), "spring cleaning");
  expect_ended(alice_socket, 4410);
}

TEST_F(Accounts, people_of_the_old_application_sign_in_with_their_old_password) {
  // hashlib.pbkdf2_hmac("sha256", b"korrekt-pferd-batterie", b"salz", 1000), as Django writes it
  const std::string hash = "pbkdf2_sha256$1000$salz$C397OxoF4ZrWxwvbGoh5IxLVN0Vzdqz6oV/abP6K/+4=";
  house_->server.must({"user", "create", "kurt", "--hash-stdin"}, hash + "\n");
  EXPECT_TRUE(is_in(signed_in("kurt")));
  EXPECT_TRUE(is_in(signed_in("kurt"))) << "with the hash that took its place";
}

}  // namespace
}  // namespace heartlink::process
