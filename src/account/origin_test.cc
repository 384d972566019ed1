// SPDX-License-Identifier: Apache-2.0
#include "account/origin.h"

#include <gtest/gtest.h>

namespace heartlink::account {
namespace {

protocol::Request request(std::vector<std::pair<std::string, std::string>> headers) {
  protocol::Request made;
  made.headers = std::move(headers);
  made.headers.emplace_back("host", "Chat.Example.org:8000");
  return made;
}

TEST(Origin, the_page_of_this_host_is_ours_in_any_spelling) {
  const base::Config config;
  const auto here = request({});
  EXPECT_TRUE(is_own_origin(here, "http://chat.example.org:8000", config));
  EXPECT_TRUE(is_own_origin(here, "HTTP://CHAT.example.org:8000", config));
}

TEST(Origin, lookalikes_and_null_are_refused) {
  const base::Config config;
  const auto here = request({});
  for (const auto* origin :
       {"", "null", "https://chat.example.org:8000", "http://chat.example.org",
        "http://chat.example.org:80001", "http://chat.example.org:8000.evil.example",
        "http://xchat.example.org:8000", "http://evil.example", "http://chat.example.org:8000@evil.example",
        "chat.example.org:8000", "file://"}) {
    EXPECT_FALSE(is_own_origin(here, origin, config)) << origin;
  }
}

TEST(Origin, public_url_and_the_list_are_ours_too) {
  base::Config config;
  config.public_url = "https://heart.example/";
  config.allowed_origins = {"https://app.example:8443"};
  const auto here = request({});
  EXPECT_TRUE(is_own_origin(here, "https://heart.example", config));
  EXPECT_TRUE(is_own_origin(here, "https://heart.example:443", config));
  EXPECT_TRUE(is_own_origin(here, "https://app.example:8443", config));
  EXPECT_TRUE(is_own_origin(here, "https://chat.example.org:8000", config));
  EXPECT_FALSE(is_own_origin(here, "http://chat.example.org:8000", config)) << "public_url says https";
  EXPECT_FALSE(is_own_origin(here, "http://heart.example", config));
}

TEST(Csrf, an_origin_decides_alone) {
  const base::Config config;
  EXPECT_TRUE(check_csrf(request({{"origin", "http://chat.example.org:8000"}}), "", config).has_value());
  const auto foreign = request({{"origin", "http://evil.example"},
                                {"sec-fetch-site", "same-origin"},
                                {"cookie", "csrftoken=t"},
                                {"x-csrftoken", "t"}});
  EXPECT_TRUE(check_csrf(foreign, "t", config).has_error());
}

TEST(Csrf, a_fetch_from_another_site_is_refused_and_from_here_allowed) {
  const base::Config config;
  EXPECT_TRUE(check_csrf(request({{"sec-fetch-site", "same-origin"}}), "", config).has_value());
  for (const auto* site : {"cross-site", "same-site", ""}) {
    EXPECT_TRUE(check_csrf(request({{"sec-fetch-site", site}}), "", config).has_error()) << site;
  }
}

TEST(Csrf, without_both_the_cookies_token_must_come_back) {
  const base::Config config;
  EXPECT_TRUE(check_csrf(request({{"cookie", "csrftoken=t"}, {"x-csrftoken", "t"}}), "", config).has_value());
  EXPECT_TRUE(check_csrf(request({{"cookie", "csrftoken=t"}}), "t", config).has_value());
  EXPECT_TRUE(check_csrf(request({{"cookie", "csrftoken=t"}}), "u", config).has_error());
  EXPECT_TRUE(check_csrf(request({{"cookie", "csrftoken="}, {"x-csrftoken", ""}}), "", config).has_error());
  EXPECT_TRUE(check_csrf(request({}), "", config).has_error());
  EXPECT_TRUE(check_csrf(request({{"authorization", "Bearer abc"}}), "", config).has_value());
  EXPECT_TRUE(check_csrf(request({{"authorization", "Bearer abc"}, {"cookie", "sessionid=s"}}), "", config)
                  .has_value());
}

TEST(Origin, a_next_path_stays_on_this_site) {
  EXPECT_TRUE(is_same_site_path("/tools/chat/?a=1"));
  for (const auto* path :
       {"", "tools/", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb"}) {
    EXPECT_FALSE(is_same_site_path(path)) << path;
  }
}

}  // namespace
}  // namespace heartlink::account
