// SPDX-License-Identifier: Apache-2.0
#include "net/http_writer.h"

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

constexpr base::WallTime now{784'111'777'000'000};  // the example of RFC 9110 §5.6.7

protocol::Response answer(std::uint16_t status, std::string body) {
  protocol::Response response{status};
  response.body = std::move(body);
  return response;
}

TEST(HttpWriter, an_answer_has_a_date_its_length_and_what_becomes_of_the_connection) {
  auto response = answer(200, "hello");
  response.set("Content-Type", "text/plain");
  const auto out = render(response, {}, false, true, now);
  EXPECT_EQ(out.head,
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\n"
            "Content-Length: 5\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(out.body, "hello");
  EXPECT_NE(render(response, {}, false, false, now).head.find("Connection: close\r\n\r\n"),
            std::string::npos);
}

TEST(HttpWriter, a_head_has_the_length_and_not_the_body) {
  const auto out = render(answer(200, "hello"), {}, true, true, now);
  EXPECT_NE(out.head.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_EQ(out.body, "");
}

TEST(HttpWriter, an_answer_without_a_body_has_no_length) {
  for (const auto status : {std::uint16_t{204}, std::uint16_t{304}}) {
    const auto out = render(answer(status, "never sent"), {}, false, true, now);
    EXPECT_EQ(out.head.find("Content-Length"), std::string::npos);
    EXPECT_EQ(out.body, "");
  }
  EXPECT_NE(render(answer(404, ""), {}, false, true, now).head.find("Content-Length: 0\r\n"),
            std::string::npos);
}

TEST(HttpWriter, a_file_is_sent_instead_of_the_body) {
  auto response = answer(200, "body");
  response.file = "/index.html";
  const auto out = render(response, "<html>", false, true, now);
  EXPECT_EQ(out.body, "<html>");
  EXPECT_NE(out.head.find("Content-Length: 6\r\n"), std::string::npos);
}

TEST(HttpWriter, a_header_cannot_smuggle_another_line) {
  auto response = answer(302, "");
  response.set("Location", "/a\r\nSet-Cookie: x=1").set("X-Fine", "1").set("X-Bad", "a\nb");
  const auto out = render(response, {}, false, true, now);
  EXPECT_EQ(out.head.find("Set-Cookie"), std::string::npos);
  EXPECT_EQ(out.head.find("X-Bad"), std::string::npos);
  EXPECT_NE(out.head.find("X-Fine: 1\r\n"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::net
