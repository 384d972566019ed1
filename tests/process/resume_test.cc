// SPDX-License-Identifier: Apache-2.0
// Coming back: a socket that says how far it had come gets what it missed, once and in order, and then goes
// on live; history over HTTP shows the same log.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/house.h"
#include "tests/process/log_follower.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using Ids = std::vector<std::int64_t>;

std::string epoch_of(WebSocketClient& socket) {
  return std::string{socket.await("connection_established").at("epoch").as_string()};
}

// Sends that many messages and waits until all are acknowledged. A few at a time: who sends all and reads
// nothing meanwhile is too slow a reader of his own long messages when the machine is busy.
void post(WebSocketClient& socket, const std::string& name, int messages, std::size_t bytes = 0) {
  constexpr int unread_most = 16;
  for (int i = 0; i < messages; ++i) {
    if (i >= unread_most) socket.await("ack");
    const auto id = name + "-" + std::to_string(i);
    socket.queue_text(
        json::serialize(json::object{{"content", id + std::string(bytes, '.')}, {"client_id", id}}));
  }
  for (int i = 0; i < std::min(messages, unread_most); ++i) socket.await("ack");
}

// The ids of the entries that come before `resumed`, which is left in `resumed`.
Ids caught_up(WebSocketClient& socket, json::object& resumed) {
  Ids ids;
  for (resumed = socket.next(); resumed.at("type") != "resumed"; resumed = socket.next()) {
    if (resumed.at("type") == "chat_message") ids.push_back(resumed.at("id").as_int64());
  }
  return ids;
}

Ids from_to(std::int64_t first, std::int64_t last) {
  Ids ids;
  for (auto id = first; id <= last; ++id) ids.push_back(id);
  return ids;
}

Ids ids_of(const json::object& page) {
  Ids ids;
  for (const auto& message : messages_of(page)) ids.push_back(message.id);
  return ids;
}

class Resume : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    house_ =
        std::make_unique<House>(Words{"limits.messages_per_second=100000", "limits.messages_burst=100000"});
  }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  static json::object page(const std::string& room, const std::string& query) {
    return read_page(house_->server.port(), house_->bob, room, query);
  }

  static inline std::unique_ptr<House> house_;
};

TEST_F(Resume, what_was_missed_comes_once_in_order_then_live) {
  const std::string room = "test-room-missed";
  auto alice = house_->enter(house_->alice, room);
  auto bob = house_->enter(house_->bob, room);
  const auto epoch = epoch_of(bob);
  post(alice, "a", 2);
  EXPECT_EQ(bob.await("chat_message").at("id"), 1);
  EXPECT_EQ(bob.await("chat_message").at("id"), 2);
  bob.drop();
  post(alice, "b", 30);
  bob = house_->enter(house_->bob, room, "?after=2&epoch=" + epoch);
  json::object resumed;
  EXPECT_EQ(caught_up(bob, resumed), from_to(3, 32));
  EXPECT_EQ(resumed.at("after"), 2);
  EXPECT_EQ(resumed.at("to"), 32);
  EXPECT_FALSE(resumed.contains("gap"));
  EXPECT_FALSE(resumed.contains("reset"));
  post(alice, "c", 1);
  EXPECT_EQ(bob.await("chat_message").at("id"), 33);
}

// On a server of its own, whose limits are so wide that a slow machine meets none of them.
TEST(ResumeInTheMiddle, of_a_conversation_loses_nothing) {
  House house{{"limits.messages_per_second=100000", "limits.messages_burst=100000",
               "limits.resume_entries=10000", "limits.catching_up_entries=10000",
               "limits.send_queue_bytes=16MiB"}};
  const std::string room = "test-room-middle";
  auto alice = house.enter(house.alice, room);
  constexpr int messages = 1500;
  for (int i = 0; i < messages; ++i)
    alice.queue_text(json::serialize(json::object{{"content", std::to_string(i)}}));
  // Comes back while alice goes on, catches up, goes without a word.
  LogFollower log;
  while (log.last_id() < messages) {
    alice.turn();
    auto bob = house.enter(house.bob, room, log.resume_query());
    log.on_reconnect();
    while (!log.resumed()) log.on_frame(bob.next());
    for (const auto& text : bob.inbox()) log.on_frame(parse_frame(text));
  }
  EXPECT_EQ(log.faults(), std::vector<std::string>{});
  alice.drop();
  EXPECT_EQ(house.server.stop(), 0) << house.server.log();
}

TEST_F(Resume, a_client_of_another_log_is_told_to_forget_its_own) {
  const std::string room = "test-room-epoch";
  auto alice = house_->enter(house_->alice, room);
  const auto epoch = epoch_of(alice);
  post(alice, "a", 3);
  json::object resumed;
  auto stranger = house_->enter(house_->bob, room, "?after=1&epoch=another");
  EXPECT_EQ(caught_up(stranger, resumed), Ids{});
  EXPECT_EQ(resumed.at("reset"), true);
  EXPECT_EQ(resumed.at("to"), 3);
  auto ahead = house_->enter(house_->bob, room, "?after=4&epoch=" + epoch);
  EXPECT_EQ(caught_up(ahead, resumed), Ids{});
  EXPECT_EQ(resumed.at("reset"), true);
  auto in_time = house_->enter(house_->bob, room, "?after=3&epoch=" + epoch);
  EXPECT_EQ(caught_up(in_time, resumed), Ids{});
  EXPECT_FALSE(resumed.contains("reset"));
}

TEST_F(Resume, who_missed_more_than_500_gets_the_newest_200_and_the_gap) {
  const std::string room = "test-room-gap";
  auto alice = house_->enter(house_->alice, room);
  const auto epoch = epoch_of(alice);
  post(alice, "a", 601);
  json::object resumed;
  auto bob = house_->enter(house_->bob, room, "?after=100&epoch=" + epoch);
  EXPECT_EQ(caught_up(bob, resumed), from_to(402, 601));
  EXPECT_EQ(resumed.at("gap"), (json::array{101, 401})) << json::serialize(resumed);
  auto other = house_->enter(house_->bob, room, "?after=101&epoch=" + epoch);
  EXPECT_EQ(caught_up(other, resumed), from_to(102, 601)) << "exactly 500 are sent in full";
  EXPECT_FALSE(resumed.contains("gap"));
  EXPECT_EQ(ids_of(page(room, "?after=100&limit=200")), from_to(101, 300)) << "the gap, paged";
}

TEST_F(Resume, long_messages_are_resumed_whole) {
  const std::string room = "test-room-long";
  auto alice = house_->enter(house_->alice, room);
  post(alice, "a", 200, 3900);  // three times what a socket's send queue holds
  json::object resumed;
  auto bob = house_->enter(house_->bob, room, "?after=0");
  EXPECT_EQ(caught_up(bob, resumed), from_to(1, 200));
  EXPECT_EQ(resumed.at("to"), 200);
}

TEST_F(Resume, history_is_paged_in_both_directions) {
  const std::string room = "test-room-history";
  auto alice = house_->enter(house_->alice, room);
  post(alice, "a", 120);
  auto answer = page(room, "?after=0");
  EXPECT_EQ(ids_of(answer), from_to(1, 50)) << "50 unless told otherwise";
  EXPECT_EQ(answer.at("has_more"), true);
  EXPECT_EQ(answer.at("room_ended"), false);
  EXPECT_EQ(answer.at("entries").as_array().size(), 50U);
  EXPECT_EQ(answer.at("entries").at(0).at("type"), "chat_message");
  EXPECT_EQ(answer.at("entries").at(0).at("id"), 1);
  answer = page(room, "?after=100&limit=20");
  EXPECT_EQ(ids_of(answer), from_to(101, 120));
  EXPECT_EQ(answer.at("has_more"), false);
  answer = page(room, "?before=31&limit=30");
  EXPECT_EQ(ids_of(answer), from_to(1, 30));
  EXPECT_EQ(answer.at("has_more"), false);
  answer = page(room, "?before=31&limit=10");
  EXPECT_EQ(ids_of(answer), from_to(21, 30));
  EXPECT_EQ(answer.at("has_more"), true);
  EXPECT_EQ(ids_of(page(room, "?limit=5")), from_to(116, 120));
  EXPECT_EQ(ids_of(page(room, "?after=0&limit=1000")), from_to(1, 120)) << "200 at most";

  answer = page(room, "");
  EXPECT_EQ(ids_of(answer), from_to(1, 120)) << "old pages get everything up to 200";
  EXPECT_FALSE(answer.contains("entries"));
  EXPECT_EQ(answer.at("messages").at(0).at("is_own"), false);
}

}  // namespace
}  // namespace heartlink::process
