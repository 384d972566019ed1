// SPDX-License-Identifier: Apache-2.0
// SIGTERM: the server takes no more, says goodbye to everybody, keeps what it acknowledged and ends within
// ten seconds.
#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/house.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

const Words fast{"limits.messages_per_second=100000", "limits.messages_burst=100000",
                 "limits.sockets_per_user=100"};
constexpr std::chrono::seconds patience{10};

// Asks on a connection that was there before, for new ones are no longer accepted. False when it ends
// instead.
bool says_not_ready(HttpConnection& connection) {
  for (const Deadline deadline; !deadline.passed();) {
    if (connection.ask({"/readyz"}).status == 503) return true;
  }
  return false;
}

TEST(Drain, a_draining_server_is_not_ready_and_says_1001_to_every_socket) {
  House house{fast};
  HttpConnection kept_open{house.server.port()};
  EXPECT_EQ(kept_open.ask({"/readyz"}).status, 200);
  std::vector<WebSocketClient> sockets;
  for (int i = 0; i < 40; ++i) {
    sockets.push_back(house.enter(house.alice, "test-room-drain"));
    sockets.back().await("connection_established");
  }
  house.server.ask_to_stop();
  const Deadline end{patience};
  EXPECT_TRUE(says_not_ready(kept_open));
  for (auto& socket : sockets) EXPECT_EQ(socket.await_close().code, 1001);
  EXPECT_EQ(house.server.wait_until_stopped(end), 0) << house.server.log();
}

TEST(Drain, sockets_that_do_not_answer_hold_it_up_for_ten_seconds_at_most) {
  House house{fast};
  auto silent = house.enter(house.alice, "test-room-silent");
  silent.await("connection_established");
  house.server.ask_to_stop();
  EXPECT_EQ(house.server.wait_until_stopped(Deadline{patience}), 0) << house.server.log();
  EXPECT_EQ(silent.await_close().code, 1001) << "it was told, though it did not listen";
}

TEST(Drain, what_was_acknowledged_before_the_end_is_there_after_it) {
  House house{fast};
  const std::string room = "test-room-last-words";
  auto alice = house.enter(house.alice, room);
  constexpr int messages = 2000;
  for (int i = 0; i < messages; ++i) {
    alice.queue_text(
        json::serialize(json::object{{"content", std::to_string(i)}, {"client_id", std::to_string(i)}}));
  }
  std::vector<std::int64_t> acknowledged;
  while (acknowledged.size() < 100) acknowledged.push_back(alice.await("ack").at("id").as_int64());
  house.server.ask_to_stop();
  EXPECT_EQ(alice.await_close().code, 1001);
  for (const auto& text : alice.inbox()) {
    const auto frame = parse_frame(text);
    if (frame.at("type") == "ack") acknowledged.push_back(frame.at("id").as_int64());
  }
  EXPECT_EQ(house.server.wait_until_stopped(Deadline{patience}), 0) << house.server.log();
  EXPECT_LT(acknowledged.size(), std::size_t{messages}) << "it was over before the signal came";

  house.server.start();
  const auto history = read_history(house.server.port(), house.alice, room);
  ASSERT_GE(history.size(), acknowledged.size());
  for (std::size_t i = 0; i < acknowledged.size(); ++i) {
    ASSERT_EQ(acknowledged[i], static_cast<std::int64_t>(i) + 1);
    ASSERT_EQ(history[i].id, acknowledged[i]);
    ASSERT_EQ(history[i].client_id, std::to_string(i));
  }
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

TEST(Drain, a_session_and_its_room_outlive_a_restart) {
  House house;
  auto alice = house.enter(house.alice, "test-room-restart");
  alice.send({{"content", "before"}});
  const auto epoch = alice.await("connection_established").at("epoch");
  alice.await("chat_message");
  alice.drop();
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
  house.server.start();
  alice = house.enter(house.alice, "test-room-restart");
  const auto hello = alice.await("connection_established");
  EXPECT_EQ(hello.at("last_id"), 1);
  EXPECT_EQ(hello.at("epoch"), epoch);
  alice.close();
  alice.await_close();
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

}  // namespace
}  // namespace heartlink::process
