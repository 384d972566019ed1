// SPDX-License-Identifier: Apache-2.0
// Signing in and out, and the pages in front of which one signs in.
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"

namespace heartlink::api {
namespace {

using testing::header_of;
using testing::QuietHouse;
using testing::request_of;
using Headers = std::vector<std::pair<std::string, std::string>>;

const Headers as_form{{"origin", "http://127.0.0.1:8000"},
                      {"content-type", "application/x-www-form-urlencoded"}};
const Headers as_json{{"origin", "http://127.0.0.1:8000"}, {"content-type", "application/json"}};

class AccountsTest : public ::testing::Test {
 protected:
  AccountsTest() { house_.add_person("ann", "correct horse"); }

  protocol::Response sign_in(const Headers& headers, std::string body, std::string query = {}) {
    return house_.ask(request_of("POST", "/users/login/" + query, headers, std::move(body)));
  }
  static boost::json::object json_of(const protocol::Response& response) {
    return boost::json::parse(response.body).as_object();
  }
  // "name=value" of the first cookie that was set.
  static std::string cookie_of(const protocol::Response& response) {
    const auto value = header_of(response, "Set-Cookie");
    return value.substr(0, value.find(';'));
  }

  QuietHouse house_;
};

TEST_F(AccountsTest, a_form_is_sent_on_with_a_session_that_works) {
  const auto response =
      sign_in(as_form, "username=ann&password=correct+horse", "?next=%2Ftools%2Fchat%2Fdebug%2Fa%2F");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(header_of(response, "Location"), "/tools/chat/debug/a/");
  const auto cookie = cookie_of(response);
  EXPECT_TRUE(cookie.starts_with("sessionid=")) << cookie;
  const auto set = header_of(response, "Set-Cookie");
  for (const auto* part : {"; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000"}) {
    EXPECT_NE(set.find(part), std::string::npos) << set;
  }
  EXPECT_EQ(set.find("Secure"), std::string::npos);
  const auto status = house_.get("/users/api/session-status/", {{"cookie", cookie}});
  EXPECT_EQ(status.status, 200);
  EXPECT_EQ(json_of(status).at("data").at("username"), "ann");
}

TEST_F(AccountsTest, a_program_gets_json) {
  const auto response = sign_in(as_json, R"({"username":"ann","password":"correct horse"})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response),
            (boost::json::object{{"success", true},
                                 {"user", boost::json::object{{"id", 1}, {"username", "ann"}}},
                                 {"redirect", "/tools/chat/"}}));
  EXPECT_NE(header_of(response, "Set-Cookie"), "");
}

TEST_F(AccountsTest, over_https_the_cookie_has_the_prefix_and_is_secure) {
  auto request = request_of("POST", "/users/login/",
                            {{"content-type", "application/json"}, {"sec-fetch-site", "same-origin"}},
                            R"({"username":"ann","password":"correct horse"})");
  request.secure = true;
  const auto response = house_.ask(std::move(request));
  EXPECT_TRUE(cookie_of(response).starts_with("__Host-sessionid="));
  EXPECT_NE(header_of(response, "Set-Cookie").find("; Secure"), std::string::npos);
  auto plain_name = request_of("GET", "/users/api/session-status/",
                               {{"cookie", cookie_of(response).substr(std::string_view{"__Host-"}.size())}});
  plain_name.secure = true;
  EXPECT_EQ(house_.ask(std::move(plain_name)).status, 401) << "a neighbour domain could have set that one";
}

TEST_F(AccountsTest, next_never_leaves_the_site) {
  for (const auto* next :
       {"//evil.example", "https://evil.example", "%2F%2Fevil.example", "%2F%5Cevil.example",
        "%2F%09%2Fevil.example", "javascript:alert(1)", "", "evil.example", "%2Fa%0D%0ASet-Cookie:x"}) {
    const auto query = "?next=" + std::string{next};
    EXPECT_EQ(header_of(sign_in(as_form, "username=ann&password=correct+horse", query), "Location"),
              "/tools/chat/")
        << next;
    EXPECT_EQ(
        json_of(sign_in(as_json, R"({"username":"ann","password":"correct horse"})", query)).at("redirect"),
        "/tools/chat/")
        << next;
  }
}

TEST_F(AccountsTest, a_next_in_another_script_is_encoded_in_the_header) {
  const auto response =
      sign_in(as_form, "username=ann&password=correct+horse", "?next=%2F%E4%B8%AD%2F%3Fa%3D%2525");
  EXPECT_EQ(header_of(response, "Location"), "/%E4%B8%AD/?a=%25");
}

TEST_F(AccountsTest, a_wrong_password_is_told_the_same_as_a_wrong_name) {
  const auto wrong = sign_in(as_json, R"({"username":"ann","password":"wrong"})");
  const auto nobody = sign_in(as_json, R"({"username":"nobody","password":"wrong"})");
  EXPECT_EQ(wrong.status, nobody.status);
  EXPECT_EQ(wrong.body, nobody.body);
  EXPECT_EQ(json_of(wrong).at("success"), false);
  EXPECT_EQ(json_of(wrong).at("code"), "wrong_credentials");
  EXPECT_EQ(header_of(wrong, "Set-Cookie"), "");
}

TEST_F(AccountsTest, a_form_that_is_refused_comes_back_to_its_page) {
  const auto response = sign_in(as_form, "username=ann&password=wrong", "?next=%2Ftools%2F%3Fa%3D1");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(header_of(response, "Location"), "/users/login/?error=wrong_credentials&next=/tools/%3Fa%3D1");
}

TEST_F(AccountsTest, a_body_that_is_no_json_is_refused) {
  for (const auto* body : {"", "[]", "{", "null"}) {
    EXPECT_EQ(json_of(sign_in(as_json, body)).at("code"), "invalid_json") << body;
  }
  EXPECT_EQ(json_of(sign_in(as_json, R"({"username":5,"password":{}})")).at("code"), "wrong_credentials");
}

TEST_F(AccountsTest, too_many_tries_are_told_to_wait) {
  for (int i = 0; i < 3; ++i) sign_in(as_json, R"({"username":"ann","password":"wrong"})");
  const auto response = sign_in(as_json, R"({"username":"ann","password":"correct horse"})");
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(json_of(response).at("code"), "throttled");
  EXPECT_NE(header_of(response, "Retry-After"), "");
}

TEST_F(AccountsTest, signing_out_ends_the_session_for_good) {
  for (const auto* path : {"/users/logout/", "/users/api/logout/"}) {
    const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
    EXPECT_EQ(house_.get("/users/api/session-status/", {{"cookie", cookie}}).status, 200);
    const Headers headers{{"origin", "http://127.0.0.1:8000"}, {"cookie", cookie}};
    const auto response = house_.ask(request_of("POST", path, headers));
    EXPECT_NE(header_of(response, "Set-Cookie").find("sessionid=; Path=/; Max-Age=0"), std::string::npos);
    EXPECT_EQ(house_.get("/users/api/session-status/", {{"cookie", cookie}}).status, 401);
    EXPECT_EQ(house_.ask(request_of("POST", path, headers)).status, response.status) << "twice is no error";
  }
}

TEST_F(AccountsTest, getting_the_sign_out_address_shows_a_page_and_signs_nobody_out) {
  const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  EXPECT_EQ(house_.get("/users/logout/", {{"cookie", cookie}}).file, "/index.html");
  EXPECT_EQ(house_.get("/users/api/session-status/", {{"cookie", cookie}}).status, 200);
}

TEST_F(AccountsTest, a_sign_in_ends_the_one_its_browser_came_with) {
  const auto old = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  auto headers = as_json;
  headers.emplace_back("cookie", old);
  const auto response = sign_in(headers, R"({"username":"ann","password":"correct horse"})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(house_.get("/users/api/session-status/", {{"cookie", old}}).status, 401);
  EXPECT_EQ(house_.get("/users/api/session-status/", {{"cookie", cookie_of(response)}}).status, 200);
}

TEST_F(AccountsTest, the_status_of_a_session_says_how_long_it_lasts) {
  const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  const auto data =
      json_of(house_.get("/users/api/session-status/", {{"cookie", cookie}})).at("data").as_object();
  EXPECT_EQ(data.at("user_id"), 1);
  EXPECT_EQ(data.at("is_authenticated"), true);
  EXPECT_EQ(data.at("is_staff"), false);
  EXPECT_EQ(data.at("expiry_age"), 2 * 86'400);
  EXPECT_EQ(data.at("expires_in_days"), 2);
}

TEST_F(AccountsTest, a_status_without_a_session_is_told_in_the_contracts_words) {
  const auto response = house_.get("/users/api/session-status/");
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(json_of(response).at("message"), "用户未登录或session不可用");
  EXPECT_EQ(json_of(response).at("error"), "用户未登录或session不可用");
  EXPECT_EQ(json_of(response).at("code"), "login_required");
}

TEST_F(AccountsTest, a_session_is_made_longer_together_with_its_cookie) {
  const auto secret = house_.sign_in_as(model::UserId{1}, "ann");
  const auto extend = [&](const Headers& headers) {
    return house_.ask(request_of("POST", "/users/api/extend-session/", headers));
  };
  const Headers signed_in{{"origin", "http://127.0.0.1:8000"}, {"cookie", "sessionid=" + secret}};
  auto response = extend(signed_in);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response),
            (boost::json::object{
                {"success", true}, {"message", "Session已延长至30天"}, {"expires_in", 2'592'000}}));
  EXPECT_EQ(cookie_of(response), "sessionid=" + secret);
  EXPECT_NE(header_of(response, "Set-Cookie").find("Max-Age=2592000"), std::string::npos);
  const auto status = house_.get("/users/api/session-status/", {signed_in.back()});
  EXPECT_EQ(json_of(status).at("data").at("expires_in_days"), 30);
  house_.config.session_days = 7;
  response = extend(signed_in);
  EXPECT_EQ(json_of(response).at("message"), "Session已延长至7天");
  EXPECT_EQ(json_of(response).at("expires_in"), 604'800);
}

TEST_F(AccountsTest, what_is_no_session_is_not_made_longer) {
  const Headers signed_out{{"origin", "http://127.0.0.1:8000"}};
  const auto token = account::new_secret(house_.random);
  house_.store.fake_tokens.tokens[token.hash].user.id = model::UserId{1};
  for (const auto& headers : {signed_out, Headers{{"authorization", "Bearer " + token.text}}}) {
    const auto response = house_.ask(request_of("POST", "/users/api/extend-session/", headers));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(json_of(response).at("message"), "用户未登录或session不可用");
    EXPECT_EQ(json_of(response).at("error"), "用户未登录或session不可用");
    EXPECT_EQ(header_of(response, "Set-Cookie"), "");
  }
  EXPECT_EQ(house_.get("/users/api/extend-session/").status, 405);
}

TEST_F(AccountsTest, who_signs_out_of_a_sick_store_is_forgotten_by_his_browser_at_least) {
  const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  house_.store.fake_sessions.outage = base::fail(base::Code::storage_full);
  const auto response = house_.ask(
      request_of("POST", "/users/logout/", {{"origin", "http://127.0.0.1:8000"}, {"cookie", cookie}}));
  EXPECT_EQ(response.status, 302);
  EXPECT_NE(header_of(response, "Set-Cookie").find("sessionid=; Path=/; Max-Age=0"), std::string::npos);
}

TEST_F(AccountsTest, a_page_sends_a_stranger_to_sign_in_and_back) {
  const auto response = house_.get("/tools/chat/debug/%E6%88%BF/?x=1&y=2");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(header_of(response, "Location"),
            "/users/login/?next=/tools/chat/debug/%25E6%2588%25BF/%3Fx%3D1%26y%3D2");
  const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  const auto page = house_.get("/tools/chat/debug/a/", {{"cookie", cookie}});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.file, "/index.html");
}

TEST_F(AccountsTest, a_sick_store_is_not_a_reason_to_sign_in_again) {
  house_.store.fake_sessions.outage = base::fail(base::Code::unavailable);
  const auto cookie = "sessionid=" + house_.sign_in_as(model::UserId{1}, "ann");
  EXPECT_EQ(house_.get("/tools/chat/", {{"cookie", cookie}}).status, 503);
}

TEST_F(AccountsTest, a_page_gives_a_csrf_token_that_scripts_may_read_once) {
  const auto page = house_.get("/users/login/");
  const auto set = header_of(page, "Set-Cookie");
  EXPECT_TRUE(set.starts_with("csrftoken="));
  EXPECT_EQ(set.find("HttpOnly"), std::string::npos);
  const auto again = house_.get("/users/login/", {{"cookie", cookie_of(page)}});
  EXPECT_EQ(header_of(again, "Set-Cookie"), "");
}

}  // namespace
}  // namespace heartlink::api
