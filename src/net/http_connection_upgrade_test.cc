// SPDX-License-Identifier: Apache-2.0
// From HTTP to a socket: what is let in, what is refused, and that nothing is lost on the way.
#include <algorithm>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "net/testing/client_frames.h"
#include "net/testing/http_server.h"

namespace heartlink::net {
namespace {

using testing::client_text;
using testing::HttpServer;
using testing::Peer;

class UpgradeTest : public ::testing::Test {
 protected:
  std::string upgrade(const std::string& path, const std::string& headers = {}) {
    return "GET " + path +
           " HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: sessionid=" +
           secret_ + "\r\n" + headers + "\r\n";
  }
  // The next text frame, as JSON.
  boost::json::object frame(Peer& peer) {
    std::vector<testing::ServerFrame> frames;
    server_.until(peer, [&] {
      frames = testing::take_frames(peer.got);
      return !frames.empty();
    });
    if (frames.empty()) return {};
    for (std::size_t i = 1; i < frames.size(); ++i) later_.push_back(frames[i]);
    return boost::json::parse(frames.front().payload).as_object();
  }

  HttpServer server_;
  std::string secret_ = server_.sign_in_as(model::UserId{1}, "ann");
  std::vector<testing::ServerFrame> later_;
};

TEST_F(UpgradeTest, a_member_is_let_in_and_greeted) {
  for (const auto* path : {"/ws/chat/mine/", "/ws/chat/mine"}) {
    auto& peer = server_.dial();
    EXPECT_TRUE(peer.send(upgrade(path, "Origin: http://127.0.0.1:8000\r\n")));
    const auto answer = server_.answer(peer);
    EXPECT_EQ(answer.status, 101);
    EXPECT_TRUE(answer.says("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")) << "RFC 6455 §1.3";
    EXPECT_EQ(frame(peer).at("type"), "connection_established");
  }
  EXPECT_EQ(server_.sockets.size(), 2U);
}

TEST_F(UpgradeTest, what_a_hasty_client_sent_behind_its_handshake_is_heard_after_the_greeting) {
  auto& peer = server_.dial();
  EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/") + client_text(R"({"type":"ping"})")));
  EXPECT_EQ(server_.answer(peer).status, 101);
  EXPECT_EQ(frame(peer).at("type"), "connection_established");
  EXPECT_TRUE(server_.until(peer, [&] {
    for (auto& one : testing::take_frames(peer.got)) later_.push_back(std::move(one));
    return std::ranges::any_of(later_,
                               [](const auto& one) { return one.payload.find("pong") != std::string::npos; });
  }));
}

TEST_F(UpgradeTest, a_refusal_is_plain_http_and_the_connection_goes_on) {
  auto& peer = server_.dial();
  const std::vector<std::pair<std::string, int>> cases{
      {upgrade("/ws/chat/nowhere/"), 404},
      {upgrade("/ws/chat/./"), 400},
      {upgrade("/ws/chat//"), 400},
      {upgrade("/ws/chat/mine/", "Origin: http://evil\r\n"), 403},
      {"GET /ws/chat/mine/ HTTP/1.1\r\nHost: a\r\n\r\n", 426},
      {"GET /ws/chat/mine/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
       426},
      {"GET /ws/chat/mine/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
       401},
      {upgrade("/ws/other/mine/"), 404}};
  for (const auto& [request, status] : cases) {
    EXPECT_TRUE(peer.send(request));
    const auto answer = server_.answer(peer);
    EXPECT_EQ(answer.status, status) << request;
    EXPECT_EQ(boost::json::parse(answer.body).at("success"), false) << request;
  }
  EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/")));
  EXPECT_EQ(server_.answer(peer).status, 101);
}

TEST_F(UpgradeTest, a_draining_server_lets_nobody_in) {
  server_.lifecycle.enter(base::Lifecycle::State::draining);
  auto& peer = server_.dial();
  EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/")));
  EXPECT_EQ(server_.answer(peer).status, 503);
}

TEST_F(UpgradeTest, the_place_of_a_person_comes_back_when_the_socket_ends) {
  server_.config.limits.sockets_per_user = 1;
  for (int i = 0; i < 3; ++i) {
    auto& peer = server_.dial();
    EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/")));
    EXPECT_EQ(server_.answer(peer).status, 101);
    auto& second = server_.dial();
    EXPECT_TRUE(second.send(upgrade("/ws/chat/mine/")));
    EXPECT_EQ(server_.answer(second).status, 429);
    peer.hang_up();
    EXPECT_TRUE(server_.until(second, [&] { return server_.sockets.empty(); }));
  }
  EXPECT_EQ(server_.registry.people(model::RoomId{"mine"}), 0U);
}

TEST_F(UpgradeTest, a_client_that_leaves_during_its_upgrade_leaves_nothing_behind) {
  server_.config.limits.sockets_per_user = 1;
  for (int turns = 0; turns < 12; ++turns) {
    auto& peer = server_.dial();
    EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/")));
    for (int i = 0; i < turns; ++i) {
      server_.Loopback::worker.io().restart();
      server_.Loopback::worker.io().poll_one();
    }
    peer.hang_up();
    Peer nobody{-1};
    EXPECT_TRUE(server_.until(nobody, [&] { return server_.connections.open() == 0; })) << turns;
    EXPECT_TRUE(server_.sockets.empty());
  }
}

TEST_F(UpgradeTest, the_deadlines_of_http_do_not_reach_a_socket) {
  auto& peer = server_.dial();
  EXPECT_TRUE(peer.send(upgrade("/ws/chat/mine/")));
  EXPECT_EQ(server_.answer(peer).status, 101);
  for (int i = 0; i < 10; ++i) {
    server_.pass(std::chrono::seconds{30});
    EXPECT_TRUE(peer.send(testing::client_pong("")));
    server_.turn_loop();
  }
  EXPECT_EQ(server_.sockets.size(), 1U);
}

}  // namespace
}  // namespace heartlink::net
