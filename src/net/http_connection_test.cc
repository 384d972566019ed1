// SPDX-License-Identifier: Apache-2.0
// Plain HTTP; upgrades: http_connection_upgrade_test.cc.
#include "net/http_connection.h"

#include <gtest/gtest.h>

#include "net/testing/http_server.h"

namespace heartlink::net {
namespace {

using std::chrono::seconds;
using testing::HttpServer;

std::string get(const std::string& path, const std::string& headers = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n" + headers + "\r\n";
}

TEST(HttpConnection, it_is_kept_for_the_next_request) {
  HttpServer server;
  auto& peer = server.dial();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(peer.send(get("/livez")));
    const auto answer = server.answer(peer);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "alive\n");
    EXPECT_TRUE(answer.says("Connection: keep-alive"));
  }
  EXPECT_FALSE(peer.ended);
}

TEST(HttpConnection, pipelined_requests_are_answered_in_their_order) {
  HttpServer server;
  auto& peer = server.dial();
  // The second asks the store, the others answer at once; the last one comes in two pieces.
  const auto last = get("/nothing/");
  EXPECT_TRUE(peer.send(get("/livez") + get("/users/api/session-status/") + get("/users/login/") +
                        last.substr(0, 9)));
  EXPECT_EQ(server.answer(peer).status, 200);
  EXPECT_EQ(server.answer(peer).status, 401);
  EXPECT_EQ(server.answer(peer).body, "<html>");
  EXPECT_TRUE(peer.send(last.substr(9)));
  EXPECT_EQ(server.answer(peer).status, 404);
}

TEST(HttpConnection, it_ends_when_the_client_wishes_it) {
  for (const auto& request :
       {get("/livez", "Connection: close\r\n"), std::string{"GET /livez HTTP/1.0\r\n\r\n"}}) {
    HttpServer server;
    auto& peer = server.dial();
    EXPECT_TRUE(peer.send(request));
    const auto answer = server.answer(peer);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.says("Connection: close"));
    EXPECT_TRUE(server.until_ended(peer));
    EXPECT_FALSE(peer.reset);
  }
}

TEST(HttpConnection, a_request_over_a_limit_is_answered_and_ends) {
  const std::vector<std::pair<std::string, int>> cases{
      {get("/" + std::string(9'000, 'a')), 414},
      {get("/", "X: " + std::string(17'000, 'a') + "\r\n"), 431},
      {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n" + std::string(70'000, 'b'), 413},
      {"nonsense\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501}};
  for (const auto& [request, status] : cases) {
    HttpServer server;
    auto& peer = server.dial();
    peer.send_some(request);
    const auto answer = server.answer(peer);
    EXPECT_EQ(answer.status, status);
    EXPECT_TRUE(answer.says("Connection: close"));
    EXPECT_TRUE(answer.says("Content-Security-Policy: "));
    EXPECT_TRUE(server.until_ended(peer));
    EXPECT_FALSE(peer.reset) << "a reset would take the answer away";
  }
}

TEST(HttpConnection, a_head_has_ten_seconds_however_slowly_it_drips) {
  HttpServer server;
  auto& peer = server.dial();
  const auto request = get("/livez", "X-Long: " + std::string(100, 'x') + "\r\n");
  std::size_t sent = 0;
  int second = 0;
  for (; second < 30 && !peer.ended && !peer.reset; ++second) {
    sent += peer.send_some(request.substr(sent, 1));
    server.pass(seconds{1});
    peer.receive();
  }
  EXPECT_GE(second, 10);
  EXPECT_LE(second, 13);
  EXPECT_EQ(peer.got, "");
  EXPECT_EQ(server.connections.open(), 0U);
}

TEST(HttpConnection, a_body_has_thirty_seconds) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(peer.send("POST /users/login/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"));
  server.pass(seconds{25});
  EXPECT_TRUE(peer.send("still coming"));
  server.pass(seconds{3});
  peer.receive();
  EXPECT_FALSE(peer.ended || peer.reset);
  server.pass(seconds{5});
  EXPECT_TRUE(server.until_ended(peer));
}

TEST(HttpConnection, an_idle_one_ends_after_a_minute) {
  HttpServer server;
  auto& silent = server.dial();
  auto& served = server.dial();
  EXPECT_TRUE(served.send(get("/livez")));
  EXPECT_EQ(server.answer(served).status, 200);
  server.pass(seconds{58});
  EXPECT_EQ(server.connections.open(), 2U);
  server.pass(seconds{4});
  EXPECT_TRUE(server.until_ended(silent));
  EXPECT_TRUE(server.until_ended(served));
  EXPECT_EQ(server.connections.open(), 0U);
}

TEST(HttpConnection, a_head_is_answered_without_its_body) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(peer.send("HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n" + get("/users/login/")));
  const auto head = server.answer(peer, true);
  EXPECT_TRUE(head.says("Content-Length: 6\r\n"));
  EXPECT_EQ(server.answer(peer).body, "<html>");
}

TEST(HttpConnection, a_client_that_asks_first_is_told_to_go_on) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(
      peer.send("POST /users/logout/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nOrigin: http://127.0.0.1:8000\r\n"
                "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
  EXPECT_EQ(server.answer(peer).status, 100);
  EXPECT_TRUE(peer.send("ab"));
  EXPECT_EQ(server.answer(peer).status, 302);
}

TEST(HttpConnection, a_big_file_reaches_a_slow_reader_whole) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(peer.send(get("/assets/a.js") + get("/livez")));
  server.turn_loop(50);
  const auto file = server.answer(peer);
  EXPECT_EQ(file.body.size(), server.huge.size());
  EXPECT_EQ(server.answer(peer).body, "alive\n");
}

TEST(HttpConnection, a_reader_that_never_reads_is_left_in_the_end) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(peer.send(get("/assets/a.js")));
  server.turn_loop(50);
  server.pass(seconds{33});
  EXPECT_EQ(server.connections.open(), 0U);
}

TEST(HttpConnection, a_client_that_leaves_while_the_store_thinks_harms_nobody) {
  HttpServer server;
  auto& peer = server.dial();
  EXPECT_TRUE(peer.send(get("/users/api/session-status/")));
  peer.hang_up();
  testing::Peer nobody{-1};
  EXPECT_TRUE(server.until(nobody, [&] { return server.connections.open() == 0; }));
}

}  // namespace
}  // namespace heartlink::net
