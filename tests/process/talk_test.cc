// SPDX-License-Identifier: Apache-2.0
// Two people in test-room-123, as two browsers see it: what each of them is sent, and in which order.
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/house.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

json::object message(const std::string& content, const std::string& client_id) {
  return {{"type", "message"}, {"content", content}, {"client_id", client_id}};
}

class Talk : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const Words settings{"workers=2", "limits.messages_per_second=1000", "limits.messages_burst=1000"};
    house_ = std::make_unique<House>(settings);
  }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  static inline std::unique_ptr<House> house_;
};

TEST_F(Talk, the_first_frame_says_where_one_is) {
  auto alice = house_->enter(house_->alice, "test-room-first");
  const auto frame = alice.next();
  EXPECT_EQ(frame.at("type"), "connection_established");
  EXPECT_EQ(frame.at("room_id"), "test-room-first");
  EXPECT_EQ(frame.at("user"), "alice");
  EXPECT_EQ(frame.at("user_profile").at("username"), "alice");
  EXPECT_EQ(frame.at("last_id"), 0);
  EXPECT_EQ(frame.at("heartbeat_interval"), 25);
  EXPECT_GT(frame.at("server_time").as_int64(), 1'600'000'000'000);
  EXPECT_FALSE(frame.at("epoch").as_string().empty());
  EXPECT_EQ(frame.at("limits").at("content_graphemes"), 4000);
}

TEST_F(Talk, what_one_says_the_other_hears) {
  auto alice = house_->enter(house_->alice, "test-room-123");
  auto bob = house_->enter(house_->bob, "test-room-123");
  alice.await("connection_established");
  bob.await("connection_established");
  alice.send(message("在吗？ 👋", "a-1"));
  const auto heard = bob.await("chat_message");
  const auto& said = heard.at("message").as_object();
  EXPECT_EQ(said.at("content"), "在吗？ 👋");
  EXPECT_EQ(said.at("sender"), "alice");
  EXPECT_EQ(said.at("is_own"), false);
  EXPECT_FALSE(said.contains("client_id")) << "only the sender's own sockets see it";
  EXPECT_EQ(said.at("id"), heard.at("id"));

  bob.send(message("在的", "b-1"));
  auto answer = alice.await("chat_message");
  EXPECT_EQ(answer.at("message").at("is_own"), true) << "her own comes first";
  EXPECT_EQ(answer.at("message").at("client_id"), "a-1");
  answer = alice.await("chat_message");
  EXPECT_EQ(answer.at("message").at("content"), "在的");
  EXPECT_EQ(answer.at("id").as_int64(), heard.at("id").as_int64() + 1);
}

TEST_F(Talk, the_ack_precedes_the_echo_on_the_senders_socket) {
  auto alice = house_->enter(house_->alice, "test-room-order");
  constexpr int messages = 200;
  for (int i = 0; i < messages; ++i) alice.queue_text(json::serialize(message("hi", std::to_string(i))));
  std::map<std::string, std::int64_t> acknowledged;
  for (int echoes = 0; echoes < messages;) {
    const auto frame = alice.next();
    if (frame.at("type") == "ack") {
      EXPECT_EQ(frame.at("dup"), false);
      acknowledged[std::string{frame.at("client_id").as_string()}] = frame.at("id").as_int64();
    }
    if (frame.at("type") != "chat_message") continue;
    ++echoes;
    const std::string client_id{frame.at("message").at("client_id").as_string()};
    ASSERT_TRUE(acknowledged.contains(client_id)) << "the echo of " << client_id << " came before its ack";
    EXPECT_EQ(acknowledged[client_id], frame.at("id").as_int64());
  }
}

TEST_F(Talk, without_a_client_id_the_echo_acknowledges) {
  auto alice = house_->enter(house_->alice, "test-room-old-page");
  alice.send({{"content", "no type, no client_id"}});
  alice.send(message("with one", "later"));
  alice.await("connection_established");
  json::object frame;
  for (frame = alice.next(); frame.at("type") != "ack"; frame = alice.next()) {
  }
  EXPECT_EQ(frame.at("client_id"), "later");
  EXPECT_EQ(frame.at("id"), 2);
}

TEST_F(Talk, a_resend_is_answered_with_the_first_id_and_echoed_once) {
  auto alice = house_->enter(house_->alice, "test-room-again");
  alice.send(message("once", "same"));
  const auto first = alice.await("ack");
  alice.send(message("once", "same"));
  const auto second = alice.await("ack");
  EXPECT_EQ(second.at("id"), first.at("id"));
  EXPECT_EQ(second.at("created_at"), first.at("created_at"));
  EXPECT_EQ(second.at("dup"), true);
  alice.send(message("another body", "same"));
  const auto refused = alice.await("error");
  EXPECT_EQ(refused.at("code"), "client_id_reused");
  EXPECT_EQ(refused.at("client_id"), "same");
  alice.send(message("next", "other"));
  EXPECT_EQ(alice.await("chat_message").at("id"), first.at("id").as_int64() + 1) << "nothing lies between";
}

TEST_F(Talk, whoever_types_is_seen_typing) {
  auto alice = house_->enter(house_->alice, "test-room-typing");
  auto bob = house_->enter(house_->bob, "test-room-typing");
  alice.await("connection_established");
  bob.await("connection_established");
  bob.send({{"type", "typing"}, {"is_typing", true}});
  auto seen = alice.await("user_typing");
  EXPECT_EQ(seen.at("username"), "bob");
  EXPECT_EQ(seen.at("is_typing"), true);
  bob.send({{"type", "typing"}, {"is_typing", false}});
  seen = alice.await("user_typing");
  EXPECT_EQ(seen.at("is_typing"), false);
}

TEST_F(Talk, a_ping_is_answered_at_once) {
  auto alice = house_->enter(house_->alice, "test-room-ping");
  alice.send({{"type", "ping"}});
  const auto pong = alice.await("pong");
  EXPECT_EQ(pong.at("server_time").as_int64() / 1000, pong.at("timestamp").as_int64());
  alice.send({{"type", "heartbeat_ack"}});
  EXPECT_GT(alice.await("heartbeat_ack").at("timestamp").as_int64(), 1'600'000'000);
}

TEST_F(Talk, coming_and_going_is_told_once_per_person) {
  const std::string room = "test-room-coming";
  auto alice = house_->enter(house_->alice, room);
  alice.await("connection_established");
  auto bob = house_->enter(house_->bob, room);
  auto joined = alice.await("user_joined");
  while (joined.at("username") == "alice") joined = alice.await("user_joined");
  EXPECT_EQ(joined.at("username"), "bob");
  EXPECT_EQ(joined.at("user_profile").at("username"), "bob");

  auto second_tab = house_->enter(house_->bob, room);
  second_tab.await("connection_established");
  second_tab.close();
  EXPECT_EQ(second_tab.await_close().code, 1000);
  bob.close();
  EXPECT_EQ(bob.await_close().code, 1000);
  const auto frame = alice.next();
  EXPECT_EQ(frame.at("type"), "user_left") << "the second tab was nobody's news: " << json::serialize(frame);
  EXPECT_EQ(frame.at("username"), "bob");
}

TEST_F(Talk, everybody_in_a_room_sees_the_same_log_whichever_worker_serves_them) {
  House house{{"workers=4", "limits.messages_per_second=1000", "limits.messages_burst=1000"}};
  std::vector<WebSocketClient> sockets;
  for (int i = 0; i < 8; ++i) {
    sockets.push_back(house.enter(house.alice, "test-room-workers"));
    sockets.push_back(house.enter(house.bob, "test-room-workers"));
  }
  for (auto& socket : sockets) socket.await("connection_established");
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < sockets.size(); ++i) {
      sockets[i].send(message("hello", std::to_string(i) + "-" + std::to_string(round)));
    }
  }
  for (auto& socket : sockets) {
    for (std::int64_t id = 1; id <= static_cast<std::int64_t>(sockets.size()) * rounds; ++id) {
      ASSERT_EQ(socket.await("chat_message").at("id").as_int64(), id);
    }
  }
  sockets.clear();
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

}  // namespace
}  // namespace heartlink::process
