// SPDX-License-Identifier: Apache-2.0
#include "api/front_door.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/testing/house.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

using testing::header_of;
using testing::QuietHouse;
using testing::request_of;
using Headers = std::vector<std::pair<std::string, std::string>>;

boost::json::object json_of(const protocol::Response& response) {
  return boost::json::parse(response.body).as_object();
}

void expect_security_headers(const protocol::Response& response, const std::string& what) {
  const auto policy = header_of(response, "Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos) << what;
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << what;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos) << what;
  EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff") << what;
  EXPECT_EQ(header_of(response, "Referrer-Policy"), "same-origin") << what;
  for (const auto* name :
       {"Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"}) {
    EXPECT_NE(header_of(response, name), "") << what << " " << name;
  }
}

TEST(FrontDoor, a_program_is_told_in_json_that_there_is_nothing_and_a_person_gets_a_page) {
  QuietHouse house;
  for (const auto* path : {"/tools/api/nothing/", "/users/api/nothing/", "/ws/nothing/"}) {
    const auto response = house.get(path);
    EXPECT_EQ(response.status, 404) << path;
    const auto body = json_of(response);
    EXPECT_EQ(body.at("success"), false);
    EXPECT_EQ(body.at("code"), "not_found");
    EXPECT_TRUE(body.contains("error") && body.contains("hint"));
  }
  EXPECT_EQ(json_of(house.get("/nothing", {{"accept", "application/json"}})).at("code"), "not_found");
  for (const auto* unserved :
       {"/users/generate-progressive-captcha/", "/users/theme/", "/tools/video-chat/a/"}) {
    EXPECT_EQ(json_of(house.get(unserved)).at("code"), "not_found") << unserved;
  }
  const auto page = house.get("/nothing");
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(page.file, "/index.html");
}

TEST(FrontDoor, a_wrong_method_is_told_the_right_ones) {
  QuietHouse house;
  const auto response = house.ask(request_of("DELETE", "/users/login/"));
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(json_of(response).at("code"), "method_not_allowed");
}

TEST(FrontDoor, a_missing_final_slash_is_added_with_the_query_kept) {
  QuietHouse house;
  const auto response = house.get("/users/login?next=%2Ftools%2F");
  EXPECT_EQ(response.status, 301);
  EXPECT_EQ(header_of(response, "Location"), "/users/login/?next=%2Ftools%2F");
}

TEST(FrontDoor, no_address_redirects_to_another_site) {
  QuietHouse house;
  for (const auto* target : {"//evil.example", "//evil.example/tools", "/\\evil.example", "//users/login"}) {
    const auto location = header_of(house.get(target), "Location");
    EXPECT_EQ(location, "") << target;
  }
}

TEST(FrontDoor, every_answer_carries_the_security_headers) {
  QuietHouse house;
  for (const auto* target : {"/", "/livez", "/users/login/", "/users/login", "/nothing", "/tools/api/x/",
                             "/assets/a.js", "/tools/", "/users/api/session-status/", "/metrics"}) {
    expect_security_headers(house.get(target), target);
  }
  expect_security_headers(house.ask(request_of("POST", "/users/login/")), "csrf");
  expect_security_headers(house.ask(request_of("PUT", "/livez")), "405");
  expect_security_headers(house.door.malformed(431, "header too large"), "431");
  const auto request = request_of("GET", "/ws/chat/a/");
  expect_security_headers(house.door.refused(request, base::fail(base::Code::not_websocket), "D-2", false),
                          "426");
}

TEST(FrontDoor, the_policy_names_our_sockets_but_never_what_a_host_header_smuggles_in) {
  QuietHouse house;
  const auto policy = [&](const char* host) {
    auto request = request_of("GET", "/livez");
    request.headers = {{"host", host}};
    return header_of(house.ask(std::move(request)), "Content-Security-Policy");
  };
  EXPECT_NE(policy("chat.example:8000").find("connect-src 'self' ws://chat.example:8000;"),
            std::string::npos);
  EXPECT_NE(policy("a; script-src *").find("connect-src 'self';"), std::string::npos);
  EXPECT_EQ(policy("a; script-src *").find("script-src *"), std::string::npos);
}

TEST(FrontDoor, an_unsafe_method_needs_our_page_or_its_token) {
  QuietHouse house;
  const auto status = [&](Headers headers, std::string body = {}) {
    return house.ask(request_of("POST", "/users/logout/", std::move(headers), std::move(body))).status;
  };
  EXPECT_EQ(status({}), 403);
  EXPECT_EQ(status({{"origin", "http://127.0.0.1:8000"}}), 302);
  EXPECT_EQ(status({{"origin", "http://evil"}, {"cookie", "csrftoken=t"}, {"x-csrftoken", "t"}}), 403);
  EXPECT_EQ(status({{"sec-fetch-site", "same-origin"}}), 302);
  EXPECT_EQ(status({{"sec-fetch-site", "cross-site"}}), 403);
  EXPECT_EQ(status({{"cookie", "csrftoken=t"}, {"x-csrftoken", "t"}}), 302);
  EXPECT_EQ(status({{"cookie", "csrftoken=t"}, {"x-csrftoken", "u"}}), 403);
  const Headers form{{"cookie", "csrftoken=t"}, {"content-type", "application/x-www-form-urlencoded"}};
  EXPECT_EQ(status(form, "a=1&csrfmiddlewaretoken=t"), 302);
  EXPECT_EQ(status(form, "csrfmiddlewaretoken=u"), 403);
  EXPECT_EQ(status({{"cookie", "csrftoken=t"}, {"content-type", "text/plain"}}, "csrfmiddlewaretoken=t"),
            403);
  EXPECT_EQ(status({{"authorization", "Bearer x"}}), 302);
}

TEST(FrontDoor, the_files_of_the_client_are_served_by_their_names) {
  QuietHouse house;
  EXPECT_EQ(house.get("/assets/a.js").file, "/assets/a.js");
  EXPECT_EQ(house.get("/assets/b.js").status, 404);
  EXPECT_EQ(house.get("/index.html").status, 404) << "the shell has the addresses of people";
  EXPECT_EQ(house.ask(request_of("POST", "/assets/a.js")).file, "/index.html");
}

TEST(FrontDoor, the_shell_comes_in_the_theme_that_the_visitor_chose) {
  QuietHouse house;
  house.files.insert({"/index.light.html", "/index.dark.html"});
  const auto shown = [&](const std::string& cookie, const char* target = "/users/login/") {
    const auto response = house.get(target, {{"cookie", cookie}});
    EXPECT_EQ(header_of(response, "Vary"), "Cookie") << target;
    return std::to_string(response.status) + " " + response.file;
  };
  EXPECT_EQ(shown("heartlink_theme=light"), "200 /index.light.html");
  EXPECT_EQ(shown("a=b; heartlink_theme=dark"), "200 /index.dark.html");
  EXPECT_EQ(shown("heartlink_theme=dark", "/nothing"), "404 /index.dark.html");
  for (const auto* other : {"", "heartlink_theme=", "heartlink_theme=system", "heartlink_theme=../x"})
    EXPECT_EQ(shown(other), "200 /index.html") << other;
  house.files.erase("/index.dark.html");
  EXPECT_EQ(shown("heartlink_theme=dark"), "200 /index.html") << "there is no such file";
}

TEST(FrontDoor, a_theme_is_no_page_of_its_own_and_changes_nothing_else) {
  QuietHouse house;
  house.files.insert({"/index.light.html", "/index.dark.html"});
  for (const auto* file : {"/index.light.html", "/index.dark.html"}) {
    const auto response = house.get(file);
    EXPECT_EQ(response.status, 404) << file;
    EXPECT_EQ(response.file, "/index.html") << file;
  }
  for (const auto* target : {"/assets/a.js", "/", "/tools/api/nothing/"})
    EXPECT_EQ(header_of(house.get(target, {{"cookie", "heartlink_theme=dark"}}), "Vary"), "") << target;
}

// A worker keeps to the policy of its own script, and asks its own site for what it keeps.
TEST(FrontDoor, the_worker_and_the_manifest_of_the_client_may_do_their_work) {
  QuietHouse house;
  house.files.insert({"/sw.js", "/manifest.webmanifest"});
  for (const auto* file : {"/sw.js", "/manifest.webmanifest", "/users/login/"}) {
    const auto response = house.get(file);
    EXPECT_EQ(response.status, 200) << file;
    const auto policy = header_of(response, "Content-Security-Policy");
    for (const auto* allowed :
         {"script-src 'self';", "connect-src 'self' ", "worker-src 'self';", "manifest-src 'self';"})
      EXPECT_NE(policy.find(allowed), std::string::npos) << file << " " << allowed;
  }
  EXPECT_EQ(house.get("/sw.js").file, "/sw.js");
}

TEST(FrontDoor, a_request_that_could_not_be_read_ends_its_connection) {
  QuietHouse house;
  const auto response = house.door.malformed(413, "body too large");
  EXPECT_EQ(response.status, 413);
  EXPECT_TRUE(response.close);
  EXPECT_EQ(json_of(response).at("code"), "body_too_large");
  EXPECT_EQ(json_of(house.door.malformed(400, "x")).at("code"), "request_invalid");
}

TEST(FrontDoor, a_refused_socket_is_told_what_it_needs_to_know) {
  QuietHouse house;
  const auto request = request_of("GET", "/ws/chat/a/");
  const auto plain = house.door.refused(request, base::fail(base::Code::not_websocket), "D-2", false);
  EXPECT_EQ(plain.status, 426);
  EXPECT_EQ(header_of(plain, "Upgrade"), "websocket");
  EXPECT_EQ(header_of(plain, "Sec-WebSocket-Version"), "13");
  EXPECT_EQ(json_of(plain).at("diagnosis_id"), "D-2");
  const auto stranger = house.door.refused(request, base::fail(base::Code::not_a_member), "D-3", false);
  EXPECT_EQ(stranger.status, 403);
  EXPECT_EQ(header_of(stranger, "Upgrade"), "");
  EXPECT_FALSE(json_of(stranger).contains("owner_hint"));
}

TEST(FrontDoor, the_owner_reads_what_he_can_do_and_everybody_the_lines_that_bring_the_upgrade_through) {
  QuietHouse house;
  auto request = request_of("GET", "/ws/chat/a/");
  const auto owner_hint = [&](base::Code code, bool to_owner) {
    return std::string{
        json_of(house.door.refused(request, base::fail(code), "D-4", to_owner)).at("owner_hint").as_string()};
  };
  EXPECT_NE(owner_hint(base::Code::not_websocket, false).find("proxy_set_header Upgrade $http_upgrade;"),
            std::string::npos);
  EXPECT_EQ(owner_hint(base::Code::room_not_found, true),
            protocol::error_row(base::Code::room_not_found).owner_zh);
  request.headers.emplace_back("accept-language", "en-GB,en;q=0.9");
  EXPECT_EQ(owner_hint(base::Code::room_not_found, true),
            protocol::error_row(base::Code::room_not_found).owner_en);
}

TEST(FrontDoor, whoever_asks_why_a_socket_is_refused_gets_its_answer) {
  QuietHouse house;
  EXPECT_EQ(json_of(house.get("/tools/api/chat/a%20b/admission/?origin=http%3A%2F%2Fx")),
            (boost::json::object{{"success", true}}));
  EXPECT_EQ(house.admission_asked, "a b http://x");
  house.admission.error = base::fail(base::Code::not_a_member);
  house.admission.diagnosis_id = "D-1";
  const auto response = house.get("/tools/api/chat/a/admission/");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(json_of(response).at("code"), "not_a_member");
  EXPECT_EQ(json_of(response).at("diagnosis_id"), "D-1");
  EXPECT_FALSE(json_of(response).contains("last_refusal"));
}

TEST(FrontDoor, the_news_of_the_last_socket_stands_beside_the_answer) {
  QuietHouse house;
  model::Handshake last;
  last.id = "D-9";
  last.code = "login_required";
  last.at = house.clock.wall();
  house.admission.last_refusal = last;
  const auto body = json_of(house.get("/tools/api/chat/a/admission/"));
  EXPECT_EQ(body.at("success"), true);
  EXPECT_EQ(body.at("last_refusal").at("code"), "login_required");
  EXPECT_EQ(body.at("last_refusal").at("diagnosis_id"), "D-9");
  EXPECT_EQ(body.at("last_refusal").at("at"), "2023-11-14T22:13:20+00:00");
}

TEST(FrontDoor, refusals_are_counted_by_code) {
  QuietHouse house;
  house.get("/tools/api/nothing/");
  house.get("/users/api/session-status/");
  house.get("/users/api/session-status/");
  const auto figures = house.metrics.expose();
  EXPECT_NE(figures.find("heartlink_refusals_total{code=\"not_found\"} 1"), std::string::npos);
  EXPECT_NE(figures.find("heartlink_refusals_total{code=\"login_required\"} 2"), std::string::npos);
  EXPECT_NE(figures.find("heartlink_refusals_total{code=\"busy\"} 0"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::api
