// SPDX-License-Identifier: Apache-2.0
// No page and no API answers without the security headers, whatever was asked and however badly.
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/house.h"
#include "tests/process/security_headers.h"

namespace heartlink::process {
namespace {

struct Case {
  HttpRequest request;
  int status;
};

const Headers json_type{{"Content-Type", "application/json"}};

// One of every kind of answer.
std::vector<Case> cases(const House& house) {
  const auto& alice = house.alice;
  auto alice_json = alice;
  alice_json.push_back(json_type.front());
  const auto bad_upgrade = upgrade_request("/ws/chat/public-room/", {{"Origin", "http://evil.example"}});
  return {
      {{"/"}, 302},
      {{"/users/login"}, 301},
      {{"/users/login/"}, 200},
      {{"/users/login/", {}, "HEAD"}, 200},
      {{"/users/login/", {}, "OPTIONS"}, 405},
      {{"/users/login/", {}, "POST", "a=b"}, 403},
      {{"/users/register/"}, 200},
      {{"/users/settings/"}, 302},
      {{"/users/settings/", alice}, 200},
      {{"/users/logout/"}, 302},
      {{"/users/logout/", alice}, 200},
      {{"/tools/chat/"}, 302},
      {{"/tools/chat/", alice}, 200},
      {{"/tools/chat/debug/public-room/", alice}, 200},
      {{"/tools/chat/room/public-room/", alice}, 200},
      {{"/robots.txt"}, 200},
      {{"/index.html"}, 404},
      {{"/index.dark.html"}, 404},
      {{"/no/such/page/"}, 404},
      {{"/tools/api/no-such-thing/"}, 404},
      {{"/users/theme/"}, 404},
      {{"/users/api/session-status/"}, 401},
      {{"/users/api/session-status/", alice}, 200},
      {{"/users/api/password/", alice_json, "POST", "{"}, 400},
      {{"/tools/api/preferences/"}, 401},
      {{"/tools/api/preferences/", alice}, 200},
      {{"/tools/api/preferences/", alice_json, "POST", "{}"}, 400},
      {{"/tools/api/sessions/"}, 401},
      {{"/tools/api/sessions/", alice}, 200},
      {{"/tools/api/sessions/", alice_json, "DELETE", "{}"}, 400},
      {{"/tools/api/sessions/", alice, "PUT", ""}, 405},
      {{"/tools/api/chat/public-room/messages/", alice}, 200},
      {{"/tools/api/chat/public-room/admission/", alice}, 200},
      {{"/ws/chat/public-room/"}, 426},
      {{"/ws/nowhere/"}, 404},
      {bad_upgrade, 403},
      {{"/livez"}, 200},
      {{"/readyz"}, 200},
      {{"/readyz?verbose"}, 200},
      {{"/metrics"}, 200},
      {{"/metrics", {{"X-Forwarded-For", "203.0.113.9"}}}, 404},
      {{"/" + std::string(9000, 'a')}, 414},
      {{"/", {{"X-Long", std::string(17'000, 'a')}}}, 431},
      {{"/users/login/", json_type, "POST", std::string(70'000, ' ')}, 413},
      {{"/", {{"Transfer-Encoding", "gzip"}}}, 501},
      {{"/", {{"Bad Name", "x"}}}, 400},
  };
}

TEST(SecurityHeaders, stand_on_every_kind_of_answer) {
  House house;
  for (const auto& [request, status] : cases(house)) {
    SCOPED_TRACE(request.method + " " + request.target.substr(0, 80));
    const auto answer = ask(house.server.port(), request);
    EXPECT_EQ(answer.status, status) << answer.body;
    expect_security_headers(answer);
    EXPECT_EQ(answer.header("server"), "") << "nobody needs to know the version";
  }
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

TEST(SecurityHeaders, what_lies_at_the_root_is_asked_for_again_and_pages_vary_by_cookie) {
  House house;
  const auto icon = ask(house.server.port(), {"/favicon.svg"});
  EXPECT_EQ(icon.status, 200);
  EXPECT_EQ(icon.header("content-type"), "image/svg+xml");
  EXPECT_EQ(icon.header("cache-control"), "no-cache");
  EXPECT_EQ(icon.header("vary"), "Accept-Encoding");
  EXPECT_EQ(ask(house.server.port(), {"/favicon.svg", {{"If-None-Match", icon.header("etag")}}}).status, 304);
  for (const auto* target : {"/users/login/", "/no/such/page/"}) {
    const auto page = ask(house.server.port(), {target, {{"Cookie", "heartlink_theme=dark"}}});
    EXPECT_EQ(page.header("vary"), "Cookie, Accept-Encoding") << target;
    EXPECT_EQ(page.header("cache-control"), "no-cache") << target;
    EXPECT_NE(page.header("etag"), "") << target;
  }
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

TEST(SecurityHeaders, connect_src_names_our_own_sockets) {
  House house;
  const auto policy = ask(house.server.port(), {"/users/login/"}).header("content-security-policy");
  EXPECT_THAT(policy, ::testing::HasSubstr("connect-src 'self' ws://" + house.server.listen() + ";"));
  EXPECT_THAT(policy, ::testing::HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, ::testing::HasSubstr("require-trusted-types-for 'script'"));
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

}  // namespace
}  // namespace heartlink::process
