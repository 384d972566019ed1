// SPDX-License-Identifier: Apache-2.0
#include "net/door_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "net/testing/door_client_of.h"

namespace heartlink::net {
namespace {

using base::Code;
using std::chrono::milliseconds;
using testing::answering;
using testing::client_of;
using testing::error_of;
using testing::header_of;
using testing::ScriptedServer;
using ::testing::StartsWith;
using testing::Visit;
using testing::zeros;

TEST(DoorUrl, a_url_is_a_scheme_a_host_and_a_port) {
  const auto plain = parse_door_url("http://Localhost:8000").value();
  EXPECT_EQ(plain.target.host, "localhost");
  EXPECT_EQ(plain.target.port, "8000");
  EXPECT_FALSE(plain.target.secure);
  EXPECT_EQ(plain.origin(), "http://localhost:8000");
  const auto secure = parse_door_url("https://chat.example.org:443/").value();
  EXPECT_EQ(secure.target.port, "443");
  EXPECT_TRUE(secure.target.secure);
  EXPECT_EQ(secure.origin(), "https://chat.example.org");
  const auto six = parse_door_url("http://[::1]:8000").value();
  EXPECT_EQ(six.target.host, "::1");
  EXPECT_EQ(six.authority, "[::1]:8000");
  EXPECT_EQ(parse_door_url("http://localhost").value().target.port, "80");
}

TEST(DoorUrl, anything_else_is_wrong_usage) {
  for (const auto* url :
       {"", "localhost:8000", "ws://localhost", "http://", "http://:80", "http://a/chat/", "http://a?b",
        "http://a#b", "http://user@a", "http://a:0", "http://a:99999", "http://a b"}) {
    const auto parsed = parse_door_url(url);
    ASSERT_TRUE(parsed.has_error()) << url;
    EXPECT_EQ(parsed.error().code, Code::usage) << url;
  }
}

TEST(DoorClient, asks_as_a_client_and_reads_the_answer) {
  std::string asked;
  ScriptedServer server{{[&](Visit& visit) {
    asked = visit.read_until("body!");
    visit.write(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\n");
    visit.write("Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n");
    visit.write("4\r\n\":1}\r\n0\r\n\r\n");
  }}};
  auto client = client_of(server);
  const auto reply = client.ask("POST", "/users/login/", {{"X-CSRFToken", "t"}}, "body!").value();
  EXPECT_THAT(asked, StartsWith("POST /users/login/ HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n"));
  EXPECT_EQ(header_of(asked, "X-CSRFToken"), "t");
  EXPECT_EQ(header_of(asked, "Content-Length"), "5");
  EXPECT_EQ(header_of(asked, "Connection"), "close");
  EXPECT_EQ(reply.status, 401U);
  EXPECT_EQ(reply.header("content-type"), "application/json");
  EXPECT_EQ(reply.body, "{\"a\":1}");
  EXPECT_EQ(std::count_if(reply.headers.begin(), reply.headers.end(),
                          [](const auto& one) { return one.first == "set-cookie"; }),
            2);
}

TEST(DoorClient, a_body_may_end_with_the_connection) {
  ScriptedServer server{{answering("HTTP/1.0 502 Bad Gateway\r\n\r\n<html>")}};
  auto client = client_of(server);
  EXPECT_EQ(client.ask("GET", "/", {}, {}).value().body, "<html>");
}

TEST(DoorClient, says_why_a_server_cannot_be_reached) {
  std::string port;
  {
    const ScriptedServer gone{{}};
    port = gone.port();
  }
  DoorClient refused{parse_door_url("http://127.0.0.1:" + port).value(), zeros};
  EXPECT_EQ(error_of(refused.ask("GET", "/", {}, {})),
            "server_unreachable: connection refused: 127.0.0.1:" + port);
  DoorClient nowhere{parse_door_url("http://nowhere.invalid").value(), zeros};
  EXPECT_EQ(error_of(nowhere.ask("GET", "/", {}, {})), "server_unreachable: no such host: nowhere.invalid");
}

TEST(DoorClient, an_answer_that_never_comes_or_ends_early_is_an_outage) {
  ScriptedServer server{
      {[](Visit& visit) { visit.wait_for_the_end(); }, [](Visit& visit) { visit.read_head(); }}};
  auto client = client_of(server, "http://127.0.0.1", milliseconds{30});
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), StartsWith("server_unreachable: timed out"));
  auto patient = client_of(server);
  EXPECT_EQ(error_of(patient.ask("GET", "/", {}, {})),
            "server_unreachable: the connection was closed without an answer");
}

TEST(DoorClient, bytes_that_are_no_http_are_not_heartlink) {
  ScriptedServer server{{answering("220 mail.example.org ESMTP\r\n"),
                         answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")}};
  auto client = client_of(server);
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), StartsWith("not_heartlink"));
  EXPECT_THAT(error_of(client.ask("GET", "/", {}, {})), StartsWith("not_heartlink"));
}

TEST(DoorClient, a_refused_upgrade_is_an_answer_with_its_body) {
  std::string asked;
  ScriptedServer server{{[&](Visit& visit) {
    asked = visit.read_head();
    visit.write("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\n{}");
  }}};
  auto client = client_of(server);
  const auto opened = client.open_socket("/ws/chat/r/", {{"Origin", "http://a"}, {"Cookie", "sessionid=s"}});
  EXPECT_EQ(std::get<diagnose::Reply>(*opened).status, 426U);
  EXPECT_EQ(std::get<diagnose::Reply>(*opened).body, "{}");
  UpgradeRequest upgrade;
  upgrade.method = "GET";
  for (const auto* name : {"Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"})
    upgrade.add_field(name, header_of(asked, name));
  EXPECT_TRUE(upgrade.upgrade_names_websocket && upgrade.connection_names_upgrade);
  EXPECT_EQ(header_of(asked, "Sec-WebSocket-Version"), "13");
  EXPECT_EQ(header_of(asked, "Sec-WebSocket-Key").size(), 24U);
  EXPECT_EQ(header_of(asked, "Origin"), "http://a");
  EXPECT_EQ(header_of(asked, "Cookie"), "sessionid=s");
}

TEST(DoorClient, an_upgrade_with_a_wrong_key_is_not_heartlink) {
  ScriptedServer server{{answering("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: x\r\n\r\n")}};
  auto client = client_of(server);
  EXPECT_THAT(error_of(client.open_socket("/ws/chat/r/", {})), StartsWith("not_heartlink"));
}

}  // namespace
}  // namespace heartlink::net
