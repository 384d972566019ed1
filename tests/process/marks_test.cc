// SPDX-License-Identifier: Apache-2.0
// Read and delivered marks: how far each person has come. A mark only moves forward, the reader is always
// answered, the others hear of it when it moved; and three tabs of one person are one person.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

class Marks : public TownTest {
 protected:
  static void SetUpTestSuite() { open({"workers=4"}); }

  static json::object read_ids(const json::array& ids) {
    return {{"type", "read_status"}, {"message_ids", ids}};
  }
  static json::object read_up_to(std::int64_t id) { return {{"type", "read_status"}, {"up_to", id}}; }
  static void say_many(const std::string& who, const std::string& room, int messages) {
    for (int i = 1; i <= messages; ++i) person(who).say(room, "m" + std::to_string(i));
  }
  static bool is_online(const Person& asks, const std::string& room, const std::string& who) {
    const auto answer = accepted(asks.get(in_room(room, "online_users/")));
    for (const auto& each : answer.at("online_users").as_array()) {
      if (each.at("username").as_string() == who) return each.at("is_online").as_bool();
    }
    throw std::runtime_error(who + " is not in " + json::serialize(answer));
  }
};

TEST_F(Marks, the_reader_is_answered_and_the_others_hear_what_is_newly_read) {
  town().make_pair_room("marks", "heart", "alice", "bob");
  say_many("alice", "marks", 4);
  auto alice = person("alice").live_in("marks");
  auto bob = person("bob").live_in("marks");
  bob.send(read_ids({2, "3"}));
  const auto answer = bob.await("read_status_update");
  EXPECT_EQ(answer.at("message_ids"), (json::array{2, 3})) << "as numbers";
  EXPECT_EQ(answer.at("up_to"), 3);
  EXPECT_EQ(answer.at("username"), "bob");
  const auto heard = alice.await("read_status_update");
  EXPECT_EQ(heard.at("message_ids"), (json::array{1, 2, 3})) << "what lies below is read too";
  EXPECT_EQ(heard.at("up_to"), 3);
  EXPECT_EQ(heard.at("username"), "bob");

  bob.send(read_ids({1}));
  EXPECT_EQ(bob.await("read_status_update").at("up_to"), 3) << "a mark never goes back";
  bob.send(read_ids({2, "3"}));
  EXPECT_EQ(bob.await("read_status_update").at("message_ids"), (json::array{2, 3})) << "always answered";
  person("bob").say("marks", "fence");
  EXPECT_TRUE(of_type(frames_until_said(alice, "fence"), "read_status_update").empty())
      << "the others hear of it only when it moved";
}

TEST_F(Marks, only_what_others_said_here_counts) {
  town().make_pair_room("valid", "heart", "alice", "bob");
  say_many("alice", "valid", 2);
  say_many("bob", "valid", 1);
  auto bob = person("bob").live_in("valid");
  bob.send(read_ids({3}));
  auto answer = bob.await("read_status_update");
  EXPECT_EQ(answer.at("message_ids"), json::array{}) << "my own message";
  EXPECT_EQ(answer.at("up_to"), 0);
  bob.send(read_ids({"1", 3, 77, "nonsense"}));
  answer = bob.await("read_status_update");
  EXPECT_EQ(answer.at("message_ids"), json::array{1});
  EXPECT_EQ(answer.at("up_to"), 1);
  bob.send(read_up_to(1'000'000));
  answer = bob.await("read_status_update");
  EXPECT_EQ(answer.at("message_ids"), json::array{2});
  EXPECT_EQ(answer.at("up_to"), 3) << "cut at the head";
}

TEST_F(Marks, of_very_many_the_newest_200_are_named) {
  town().make_pair_room("many", "heart", "alice", "bob");
  say_many("alice", "many", 250);
  auto alice = person("alice").live_in("many");
  auto bob = person("bob").live_in("many");
  bob.send(read_up_to(250));
  for (auto* socket : {&alice, &bob}) {
    const auto update = socket->await("read_status_update");
    const auto& ids = update.at("message_ids").as_array();
    ASSERT_EQ(ids.size(), 200U);
    EXPECT_EQ(ids.front(), 51);
    EXPECT_EQ(ids.back(), 250);
    EXPECT_EQ(update.at("up_to"), 250);
  }
}

TEST_F(Marks, delivered_is_told_when_it_moved_and_reading_moves_it_along) {
  town().make_pair_room("delivered", "heart", "alice", "bob");
  say_many("alice", "delivered", 3);
  auto alice = person("alice").live_in("delivered");
  auto bob = person("bob").live_in("delivered");
  bob.send({{"type", "delivered"}, {"up_to", 2}});
  for (auto* socket : {&alice, &bob}) {
    const auto update = socket->await("delivered_update");
    EXPECT_EQ(update.at("username"), "bob");
    EXPECT_EQ(update.at("up_to"), 2);
  }
  bob.send({{"type", "delivered"}, {"up_to", 1}});
  bob.send(read_up_to(3));
  EXPECT_EQ(alice.await("read_status_update").at("up_to"), 3);
  bob.send({{"type", "delivered"}, {"up_to", 3}});
  person("bob").say("delivered", "fence");
  EXPECT_TRUE(of_type(frames_until_said(alice, "fence"), "delivered_update").empty());

  auto again = person("alice").enter("delivered", "?after=3");
  const auto marks = again.await("resumed").at("marks").as_array();
  const auto of_bob =
      std::ranges::find_if(marks, [](const auto& mark) { return mark.at("username") == "bob"; });
  ASSERT_NE(of_bob, marks.end()) << json::serialize(marks);
  EXPECT_EQ(of_bob->at("read"), 3);
  EXPECT_EQ(of_bob->at("delivered"), 3);
  EXPECT_EQ(person("bob").enter("delivered").await("connection_established").at("read_up_to"), 3);
}

TEST_F(Marks, over_http_everything_is_marked_and_announced) {
  town().make_pair_room("by-http", "heart", "alice", "bob");
  say_many("alice", "by-http", 3);
  person("bob").say("by-http", "mine");
  auto alice = person("alice").live_in("by-http");
  auto bob = person("bob").live_in("by-http");
  const auto marked =
      accepted(person("bob").post(in_room("by-http", "mark-read/"), {{"message_ids", "junk"}}));
  EXPECT_EQ(marked.at("marked_count"), 3);
  EXPECT_EQ(marked.at("up_to"), 4);
  for (auto* socket : {&alice, &bob}) {
    const auto update = socket->await("read_status_update");
    EXPECT_EQ(update.at("message_ids"), (json::array{1, 2, 3}));
    EXPECT_EQ(update.at("username"), "bob");
  }
  EXPECT_EQ(accepted(person("bob").post(in_room("by-http", "mark-read/"))).at("marked_count"), 0);
}

TEST_F(Marks, whoever_only_visits_an_open_room_has_a_mark_too) {
  auto alice = person("alice").live_in("test-room-marks");
  auto bob = person("bob").live_in("test-room-marks");
  person("alice").say("test-room-marks", "hello");
  frames_until_said(bob, "hello");
  bob.send(read_up_to(1));
  EXPECT_EQ(alice.await("read_status_update").at("username"), "bob");
  EXPECT_EQ(person("bob").enter("test-room-marks").await("connection_established").at("read_up_to"), 1);
  const auto mine = accepted(person("bob").get("/tools/api/chat/rooms/"));
  EXPECT_EQ(json::serialize(mine).find("test-room-marks"), std::string::npos) << "a guest is no member";
}

TEST_F(Marks, three_tabs_are_one_person) {
  town().make_pair_room("tabs", "heart", "anna", "ben");
  auto anna = person("anna").live_in("tabs");
  std::vector<WebSocketClient> tabs;
  for (int i = 0; i < 3; ++i) tabs.push_back(person("ben").live_in("tabs"));
  tabs[0].send({{"content", "from the first tab"}, {"client_id", "t-1"}});
  EXPECT_EQ(tabs[0].await("ack").at("id"), 1);
  for (auto& tab : tabs) {
    const auto frames = frames_until_said(tab, "from the first tab");
    EXPECT_TRUE(of_type(frames, "ack").empty()) << "only the tab that sent it is answered";
    const auto& message = frames.back().at("message").as_object();
    EXPECT_EQ(message.at("is_own"), true);
    EXPECT_EQ(message.at("client_id"), "t-1") << "so that every tab knows its own";
  }
  std::size_t joins = 0;
  for (const auto& frame : of_type(frames_until_said(anna, "from the first tab"), "user_joined"))
    joins += frame.at("username") == "ben" ? 1 : 0;
  EXPECT_EQ(joins, 1U);

  person("anna").say("tabs", "to all tabs");
  for (auto& tab : tabs)
    EXPECT_EQ(frames_until_said(tab, "to all tabs").back().at("message").at("is_own"), false);
  tabs[1].send(read_up_to(2));
  for (auto& tab : tabs)
    EXPECT_EQ(tab.await("read_status_update").at("up_to"), 2) << "read in one, read in all";

  for (int i = 0; i < 2; ++i) {
    tabs.back().close();
    tabs.back().await_close();
    tabs.pop_back();
  }
  tabs[0].send({{"content", "one is left"}, {"client_id", "t-2"}});
  EXPECT_TRUE(of_type(frames_until_said(anna, "one is left"), "user_left").empty());
  EXPECT_TRUE(is_online(person("anna"), "tabs", "ben"));
  tabs[0].close();
  tabs[0].await_close();
  EXPECT_EQ(anna.await("user_left").at("username"), "ben");
}

TEST_F(Marks, a_call_is_told_to_everybody_but_the_caller) {
  town().make_pair_room("calls", "heart", "anna", "ben");
  auto anna = person("anna").live_in("calls");
  auto anna_too = person("anna").live_in("calls");
  auto ben = person("ben").live_in("calls");
  anna.send({{"type", "video_call_invite"}});
  const auto invited = ben.await("video_call_invite");
  EXPECT_EQ(invited.at("username"), "anna");
  EXPECT_EQ(invited.at("room_id"), "calls");
  EXPECT_EQ(invited.at("message"), "邀请您进行视频通话");
  ben.send({{"type", "video_call_status"},
            {"status", "joined"},
            {"message_id", "i-1"},
            {"video_room_id", "calls"}});
  for (auto* socket : {&anna, &anna_too}) {
    const auto status = socket->await("video_call_status");
    EXPECT_EQ(status.at("status"), "joined");
    EXPECT_EQ(status.at("username"), "ben");
    EXPECT_EQ(status.at("message_id"), "i-1");
    EXPECT_EQ(status.at("video_room_id"), "calls");
  }
  person("ben").say("calls", "fence");
  for (auto* socket : {&anna, &anna_too})
    EXPECT_TRUE(of_type(frames_until_said(*socket, "fence"), "video_call_invite").empty());
  EXPECT_TRUE(of_type(frames_until_said(ben, "fence"), "video_call_status").empty());
}

}  // namespace
}  // namespace heartlink::process
