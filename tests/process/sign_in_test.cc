// SPDX-License-Identifier: Apache-2.0
// The front door over HTTP: signing in as a form and as JSON, who may ask for a change (CSRF), where people
// are sent who are not signed in, and what machines ask.
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
using ::testing::Not;

const std::pair<std::string, std::string> form_type{"Content-Type", "application/x-www-form-urlencoded"};

class SignIn : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = std::make_unique<House>(); }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  static HttpAnswer get(const std::string& target, const Headers& headers = {}) {
    auto answer = ask(house_->server.port(), {target, headers});
    expect_security_headers(answer);
    return answer;
  }
  static HttpAnswer post(const std::string& target, const Headers& headers, const std::string& body) {
    auto answer = ask(house_->server.port(), {target, headers, "POST", body});
    expect_security_headers(answer);
    return answer;
  }

  static Headers own_origin() { return {{"Origin", house_->server.origin()}}; }
  // Signs in as a browser's form does, with these headers instead of an Origin.
  static HttpAnswer submit(Headers headers, const std::string& more_fields = {}) {
    headers.push_back(form_type);
    return post("/users/login/", headers, "username=alice&password=" + std::string{password} + more_fields);
  }

  static inline std::unique_ptr<House> house_;
};

TEST_F(SignIn, a_form_goes_where_next_says) {
  auto headers = own_origin();
  headers.push_back(form_type);
  const auto form = "username=alice&password=" + std::string{password};
  const auto answer = post("/users/login/?next=/tools/chat/debug/test-room-123/", headers, form);
  EXPECT_EQ(answer.status, 302) << answer.body;
  EXPECT_EQ(answer.header("location"), "/tools/chat/debug/test-room-123/");
  const auto cookie = answer.set_cookie("sessionid");
  EXPECT_THAT(cookie, HasSubstr("; HttpOnly"));
  EXPECT_THAT(cookie, HasSubstr("; SameSite=Lax"));
  EXPECT_THAT(cookie, HasSubstr("; Path=/"));
  EXPECT_THAT(cookie, Not(HasSubstr("Secure"))) << "plain HTTP, a browser would throw it away";

  for (const std::string elsewhere :
       {"https://evil.example/", "//evil.example/", "/%5Cevil.example/", "evil"}) {
    EXPECT_EQ(post("/users/login/?next=" + elsewhere, headers, form).header("location"), "/tools/chat/")
        << elsewhere;
  }
}

TEST_F(SignIn, json_is_answered_in_json) {
  auto headers = own_origin();
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Accept", "application/json");
  const json::object right{{"username", "ALICE"}, {"password", password}};
  auto answer = post("/users/login/", headers, json::serialize(right));
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("success"), true);
  EXPECT_EQ(answer.json().at("user").at("username"), "alice");
  EXPECT_EQ(answer.json().at("redirect"), "/tools/chat/");
  EXPECT_THAT(answer.set_cookie("sessionid"), HasSubstr("; HttpOnly"));
  EXPECT_EQ(answer.header("cache-control"), "no-store");

  for (const std::string name : {"alice", "nobody"}) {
    const json::object wrong{{"username", name}, {"password", "not the password"}};
    answer = post("/users/login/", headers, json::serialize(wrong));
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.json().at("success"), false);
    EXPECT_EQ(answer.json().at("code"), "wrong_credentials") << "which of the two it was is not told";
    EXPECT_EQ(answer.set_cookie("sessionid"), "");
  }
}

TEST_F(SignIn, a_form_with_a_wrong_password_comes_back_to_its_page) {
  auto headers = own_origin();
  headers.push_back(form_type);
  const auto answer = post("/users/login/?next=/tools/", headers, "username=alice&password=wrong-one");
  EXPECT_EQ(answer.status, 302);
  EXPECT_THAT(answer.header("location"), ::testing::StartsWith("/users/login/?"));
  EXPECT_THAT(answer.header("location"), HasSubstr("wrong_credentials"));
  EXPECT_THAT(answer.header("location"), HasSubstr("next=/tools/"));
  EXPECT_EQ(answer.set_cookie("sessionid"), "");
}

// On a server of its own: the pause is for the address too, and all tests share one.
TEST(SignInThrottle, too_many_wrong_passwords_pause_the_account) {
  ServerProcess server{{"sign_in_failures=3"}};
  make_user(server, "eve");
  server.start();
  const json::object wrong{{"username", "eve"}, {"password", "not the password"}};
  const HttpRequest attempt{
      "/users/login/",
      {{"Origin", server.origin()}, {"Content-Type", "application/json"}, {"Accept", "application/json"}},
      "POST",
      json::serialize(wrong)};
  for (int tries = 0; tries < 3; ++tries) EXPECT_EQ(ask(server.port(), attempt).status, 401);
  const auto answer = ask(server.port(), attempt);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.json().at("code"), "throttled");
  EXPECT_GT(answer.json().at("retry_ms").as_int64(), 0);
  EXPECT_NE(answer.header("retry-after"), "");
  EXPECT_EQ(server.stop(), 0) << server.log();
}

TEST_F(SignIn, a_change_comes_from_our_own_page_or_proves_it_knows_our_cookie) {
  EXPECT_EQ(submit({{"Origin", "http://evil.example"}}).json().at("code"), "csrf_failed");
  EXPECT_EQ(submit({{"Origin", "null"}}).status, 403);
  EXPECT_EQ(submit({{"Sec-Fetch-Site", "cross-site"}}).status, 403);
  EXPECT_EQ(submit({{"Sec-Fetch-Site", "same-origin"}}).status, 302);
  EXPECT_EQ(submit({}).status, 403);

  const auto cookie = get("/users/login/").set_cookie("csrftoken");
  EXPECT_THAT(cookie, Not(HasSubstr("HttpOnly"))) << "scripts must read it";
  const auto pair = cookie.substr(0, cookie.find(';'));
  const auto token = pair.substr(pair.find('=') + 1);
  EXPECT_EQ(submit({{"Cookie", pair}, {"X-CSRFToken", token}}).status, 302);
  EXPECT_EQ(submit({{"Cookie", pair}}, "&csrfmiddlewaretoken=" + token).status, 302);
  EXPECT_EQ(submit({{"Cookie", pair}, {"X-CSRFToken", "guess"}}).status, 403);
  EXPECT_EQ(submit({{"Cookie", pair}}).status, 403);
  const Headers foreign{{"Origin", "http://evil.example"}, {"Cookie", pair}, {"X-CSRFToken", token}};
  EXPECT_EQ(submit(foreign).status, 403) << "an Origin decides alone";
}

TEST_F(SignIn, signing_out_ends_the_session) {
  const auto cookie = sign_in(house_->server, "bob");
  const auto headers = with_cookie(house_->server, cookie);
  auto status = get("/users/api/session-status/", headers);
  EXPECT_EQ(status.status, 200);
  EXPECT_EQ(status.json().at("data").at("username"), "bob");
  EXPECT_FALSE(status.json().at("data").as_object().contains("session_key"));
  auto answer = post("/users/api/logout/", {{"Cookie", cookie}, {"Origin", "http://evil.example"}}, "");
  EXPECT_EQ(answer.status, 403) << "nobody else signs me out";
  answer = post("/users/api/logout/", headers, "");
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.set_cookie("sessionid"), HasSubstr("Max-Age=0"));
  status = get("/users/api/session-status/", headers);
  EXPECT_EQ(status.status, 401);
  EXPECT_EQ(status.json().at("redirect_url"), "/users/login/");
}

TEST_F(SignIn, whoever_is_not_signed_in_comes_to_the_sign_in_page_and_back) {
  auto answer = get("/tools/chat/debug/test-room-123/");
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(answer.header("location"), "/users/login/?next=/tools/chat/debug/test-room-123/");
  answer = get("/tools/chat/debug/test-room-123/", house_->alice);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.header("content-type"), HasSubstr("text/html"));
  answer = get("/tools/api/chat/test-room-123/messages/");
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.json().at("code"), "login_required");
  EXPECT_EQ(answer.json().at("error"), "请先登录");
  EXPECT_EQ(answer.json().at("redirect_url"), "/users/login/");
}

TEST_F(SignIn, addresses_end_in_a_slash_and_methods_are_named) {
  auto answer = get("/users/login?next=/tools/");
  EXPECT_EQ(answer.status, 301);
  EXPECT_EQ(answer.header("location"), "/users/login/?next=/tools/");
  answer = ask(house_->server.port(), {"/users/api/session-status/", house_->alice, "DELETE"});
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  EXPECT_EQ(answer.json().at("code"), "method_not_allowed");
  expect_security_headers(answer);
  EXPECT_EQ(get("/tools/api/nothing/", house_->alice).status, 404);
  EXPECT_EQ(get("/no-such-page/").status, 404);
}

TEST_F(SignIn, what_is_no_http_is_refused_with_the_same_headers) {
  const auto answer = ask(house_->server.port(), {"/livez", {{"Content-Length", "x"}}});
  EXPECT_EQ(answer.status, 400);
  expect_security_headers(answer);
  const auto large = post("/users/login/", own_origin(), std::string(70'000, 'x'));
  EXPECT_EQ(large.status, 413);
}

TEST_F(SignIn, machines_ask_for_life_readiness_and_figures) {
  EXPECT_EQ(get("/livez").status, 200);
  EXPECT_EQ(get("/readyz").status, 200);
  const auto verbose = get("/readyz?verbose").json();
  EXPECT_EQ(verbose.at("success"), true);
  EXPECT_EQ(verbose.at("checks").at("lifecycle"), "serving");
  const auto metrics = get("/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_THAT(metrics.header("content-type"), HasSubstr("version=0.0.4"));
  EXPECT_THAT(metrics.body, HasSubstr("heartlink_commits_total"));
}

}  // namespace
}  // namespace heartlink::process
