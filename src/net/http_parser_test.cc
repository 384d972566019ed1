// SPDX-License-Identifier: Apache-2.0
#include "net/http_parser.h"

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

using State = HttpParser::State;

const base::Config config;

std::uint16_t status_of(const std::string& text) {
  HttpParser whole{config.limits};
  const auto state = whole.feed(text);
  // The same verdict octet by octet.
  HttpParser chopped{config.limits};
  auto chopped_state = State::reading;
  for (const char c : text) {
    chopped_state = chopped.feed(std::string_view{&c, 1});
    if (chopped_state == State::failed || chopped_state == State::done) break;
  }
  EXPECT_EQ(state == State::failed, chopped_state == State::failed) << text.substr(0, 200);
  if (state == State::failed && chopped_state == State::failed) {
    EXPECT_EQ(whole.status(), chopped.status()) << text.substr(0, 200);
  }
  return state == State::failed ? whole.status() : state == State::done ? 200 : 0;
}

TEST(HttpParser, a_request_is_read_whole_or_in_octets) {
  const std::string text =
      "POST /users/login/?next=%2Ftools%2F HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nX-Y: z\r\n\r\nhello";
  EXPECT_EQ(status_of(text), 200);
  HttpParser parser{config.limits};
  ASSERT_EQ(parser.feed(text + "GET /next"), State::done);
  const auto request = parser.take_request("127.0.0.1", config);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.segments, (std::vector<std::string>{"users", "login"}));
  EXPECT_EQ(request.parameter("next"), "/tools/");
  EXPECT_EQ(request.header("x-y"), "z");
  EXPECT_EQ(request.body, "hello");
  EXPECT_TRUE(parser.keep_alive());
  EXPECT_EQ(parser.take_rest(), "GET /next");
}

TEST(HttpParser, behind_an_https_public_url_every_request_counts_as_secure) {
  base::Config public_config = config;
  public_config.public_url = "https://chat.example.org";
  const auto is_secure = [](const base::Config& settings) {
    HttpParser parser{settings.limits};
    EXPECT_EQ(parser.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), State::done);
    return parser.take_request("9.9.9.9", settings).secure;
  };
  EXPECT_FALSE(is_secure(config));
  EXPECT_TRUE(is_secure(public_config));
}

TEST(HttpParser, a_chunked_body_is_put_together) {
  HttpParser parser{config.limits};
  ASSERT_EQ(
      parser.feed(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
      State::done);
  EXPECT_EQ(parser.take_request("", config).body, "abcde");
}

TEST(HttpParser, ambiguous_framing_is_refused) {
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";
  for (const auto* fields :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "Content-Length: 3, 3\r\n\r\nabc",
        "Content-Length: +3\r\n\r\nabc", "Content-Length: 0x3\r\n\r\nabc", "Content-Length: \r\n\r\nabc",
        "Content-Length: 18446744073709551617\r\n\r\na", "Content-Length : 3\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
    EXPECT_EQ(status_of(head + fields), 400) << fields;
  }
  EXPECT_EQ(status_of(head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 501);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
}

TEST(HttpParser, a_malformed_head_is_refused) {
  for (const auto* text :
       {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX_Y: 1\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    EXPECT_EQ(status_of(text), 400) << text;
  }
  EXPECT_EQ(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 400);
}

TEST(HttpParser, every_part_has_its_limit) {
  EXPECT_EQ(status_of("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(17'000, 'a') + "\r\n\r\n"), 431);
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 64; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(status_of(many + "\r\n"), 431);
  EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n"), 413);
}

TEST(HttpParser, a_head_that_expects_continue_is_told_once) {
  HttpParser parser{config.limits};
  EXPECT_EQ(parser.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"),
            State::wants_continue);
  EXPECT_EQ(parser.feed("a"), State::reading);
  EXPECT_EQ(parser.feed("b"), State::done);
}

TEST(HttpParser, the_bytes_behind_an_upgrade_are_kept) {
  HttpParser parser{config.limits};
  ASSERT_EQ(
      parser.feed(
          "GET /ws/chat/a/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x80"
          "abcd"),
      State::done);
  EXPECT_EQ(parser.take_rest(),
            "\x81\x80"
            "abcd");
}

}  // namespace
}  // namespace heartlink::net
