// SPDX-License-Identifier: Apache-2.0
// Coming in, being live, going. What is missed while coming in: chat_connection_resume_test.cc.
#include "connection/chat_connection.h"

#include <gtest/gtest.h>

#include "connection/testing/stage.h"

namespace heartlink::connection {
namespace {

using base::Code;
using testing::Client;
using testing::Stage;
using Types = std::vector<std::string>;

TEST(ChatConnection, the_greeting_comes_first_and_says_where_the_room_stands) {
  Stage stage;
  stage.log.commit();
  stage.log.commit();
  Client ann{stage};
  ann.open();
  EXPECT_TRUE(ann.stream.sent.empty());
  auto snapshot = stage.log.snapshot(stage.log.asks.front().query);
  snapshot.read_up_to = model::EntryId{1};
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  ASSERT_EQ(ann.stream.types(), (Types{"connection_established", "presence", "user_joined"}));
  const auto& greeting = ann.stream.sent.front();
  EXPECT_EQ(greeting.at("last_id"), 2);
  EXPECT_EQ(greeting.at("read_up_to"), 1);
  EXPECT_EQ(greeting.at("epoch"), "e1");
  EXPECT_EQ(greeting.at("room_id"), "a");
  EXPECT_EQ(greeting.at("user"), "user-1");
  EXPECT_EQ(greeting.at("limits").at("recall_seconds"), 300);
}

TEST(ChatConnection, whoever_chose_not_to_be_told_how_far_others_have_read_is_not_told) {
  for (const bool sees_reads : {true, false}) {
    Stage stage;
    stage.log.commit();
    Client ann{stage, 1, 1};
    ann.open();
    auto snapshot = stage.log.snapshot(stage.log.asks.front().query);
    snapshot.sees_reads = sees_reads;
    stage.log.answer_ask(snapshot);
    stage.worker.run_ready();
    model::Parcel parcel;
    auto& mark = parcel.marks.emplace_back();
    mark.room = model::RoomId{"a"};
    mark.user = model::UserId{2};
    mark.username = "user-2";
    mark.read = mark.delivered = model::EntryId{1};
    stage.hub.deliver(parcel);
    EXPECT_EQ(ann.stream.types().back(), sees_reads ? "read_status_update" : "delivered_update");
  }
}

TEST(ChatConnection, who_talks_before_he_is_live_is_heard_when_he_is) {
  Stage stage;
  stage.log.commit();
  stage.log.commit();
  Client ann{stage, 1, 0};
  ann.open();
  EXPECT_TRUE(ann.stream.reading_paused);
  stage.answer_snapshot(1);
  EXPECT_TRUE(ann.stream.reading_paused) << "an ack would come behind its echo, which is in the next part";
  ann.connection->on_drained();
  stage.answer_snapshot(1);
  EXPECT_FALSE(ann.stream.reading_paused);
}

TEST(ChatConnection, without_after_there_is_no_resumed_and_no_history) {
  Stage stage;
  stage.log.commit();
  Client ann{stage};
  ann.come_in();
  stage.commit();
  EXPECT_EQ(ann.stream.types(), (Types{"connection_established", "presence", "user_joined", "chat_message"}));
  EXPECT_EQ(ann.stream.message_ids(), (std::vector<std::int64_t>{2}));
}

TEST(ChatConnection, a_missed_message_is_read_when_its_readers_mark_is_there) {
  Stage stage;
  stage.log.commit(1);
  stage.log.commit(1);
  stage.log.commit(2);
  stage.log.commit(2);
  Client ann{stage, 1, 0};
  ann.open();
  auto snapshot = stage.log.snapshot(stage.log.asks.front().query);
  snapshot.read_up_to = model::EntryId{3};
  snapshot.marks = {{"user-1", model::EntryId{3}, {}}, {"user-2", model::EntryId{1}, {}}};
  stage.log.answer_ask(snapshot);
  stage.worker.run_ready();
  std::string read;
  for (const auto& frame : ann.stream.sent) {
    if (frame.at("type") == "chat_message") read += frame.at("message").at("is_read").as_bool() ? "y" : "n";
  }
  EXPECT_EQ(read, "ynyn");
}

TEST(ChatConnection, the_room_hears_of_a_person_and_not_of_his_second_tab) {
  Stage stage;
  Client watcher{stage, 9};
  watcher.come_in();
  watcher.stream.sent.clear();
  Client tab{stage, 1};
  Client second_tab{stage, 1};
  tab.come_in();
  second_tab.come_in();
  EXPECT_EQ(watcher.stream.types(), (Types{"user_joined"}));
  tab.die();
  EXPECT_EQ(watcher.stream.types(), (Types{"user_joined"}));
  second_tab.die();
  EXPECT_EQ(watcher.stream.types(), (Types{"user_joined", "user_left"}));
  EXPECT_EQ(watcher.stream.last("user_left").at("username"), "user-1");
  EXPECT_EQ(stage.registry.people(model::RoomId{"a"}), 1U);
}

TEST(ChatConnection, who_never_came_in_is_not_said_to_have_left) {
  Stage stage;
  Client watcher{stage, 9};
  watcher.come_in();
  watcher.stream.sent.clear();
  Client ann{stage, 1};
  ann.open();
  ann.die();
  EXPECT_TRUE(watcher.stream.sent.empty());
  EXPECT_EQ(stage.registry.people(model::RoomId{"a"}), 1U);
}

TEST(ChatConnection, a_late_answer_finds_nobody_and_harms_nobody) {
  Stage stage;
  Client ann{stage};
  ann.open();
  ann.die();
  stage.answer_snapshot();
  Client ben{stage, 2};
  ben.come_in();
  ben.say(R"({"content":"hi","client_id":"c1"})");
  ben.die();
  stage.log.answer_post(store::Posted{});
  stage.worker.run_ready();
  EXPECT_TRUE(stage.log.asks.empty());
}

TEST(ChatConnection, a_full_queue_closes_4408_and_nothing_is_sent_after_it) {
  Stage stage;
  Client ann{stage};
  ann.come_in();
  ann.stream.frames_left = 1;
  for (int i = 0; i < 4; ++i) stage.commit();
  EXPECT_EQ(ann.stream.close_code(), 4408);
  EXPECT_EQ(ann.stream.message_ids(), (std::vector<std::int64_t>{1}));
  ann.say(R"({"type":"ping"})");
  ann.connection->on_heartbeat();
  EXPECT_TRUE(ann.stream.last("pong").empty());
}

TEST(ChatConnection, a_frame_without_an_id_that_does_not_fit_is_dropped_and_the_socket_stays) {
  Stage stage;
  Client ann{stage};
  Client ben{stage, 2};
  ann.come_in();
  ben.come_in();
  ben.stream.frames_left = 0;
  ann.say(R"({"type":"typing","is_typing":true})");
  ben.connection->on_heartbeat();
  EXPECT_EQ(ben.stream.close_code(), 0);
}

TEST(ChatConnection, closing_inside_a_delivery_leaves_the_others_their_turn) {
  Stage stage;
  Client first{stage, 1};
  Client second{stage, 2};
  Client third{stage, 3};
  for (auto* client : {&first, &second, &third}) client->come_in();
  first.stream.frames_left = 0;
  second.stream.frames_left = 0;
  stage.commit();
  EXPECT_EQ(first.stream.close_code(), 4408);
  EXPECT_EQ(second.stream.close_code(), 4408);
  EXPECT_EQ(third.stream.message_ids(), (std::vector<std::int64_t>{1}));
  first.die();
  second.die();
  stage.commit();
  EXPECT_EQ(third.stream.message_ids(), (std::vector<std::int64_t>{1, 2}));
}

TEST(ChatConnection, the_answer_of_the_store_decides_how_a_socket_ends) {
  for (const auto& [code, close] : {std::pair{Code::room_ended, 4410}, std::pair{Code::not_a_member, 4403},
                                    std::pair{Code::room_not_found, 4403}, std::pair{Code::busy, 4001},
                                    std::pair{Code::unavailable, 4001}}) {
    Stage stage;
    Client ann{stage};
    ann.open();
    stage.log.answer_ask(base::fail(code));
    stage.worker.run_ready();
    EXPECT_EQ(ann.stream.close_code(), close);
    EXPECT_TRUE(ann.stream.sent.empty());
  }
}

TEST(ChatConnection, a_heartbeat_is_sent_to_whoever_is_live) {
  Stage stage;
  Client ann{stage};
  ann.open();
  ann.connection->on_heartbeat();
  EXPECT_TRUE(ann.stream.sent.empty());
  stage.answer_snapshot();
  ann.connection->on_heartbeat();
  EXPECT_EQ(ann.stream.last("heartbeat").at("timestamp"), stage.clock.wall().seconds());
}

TEST(ChatConnection, one_that_dies_without_a_word_leaves_its_seat_in_the_room) {
  Stage stage;
  {
    Client ann{stage};
    ann.open();
  }
  stage.commit();  // reaches nobody
}

}  // namespace
}  // namespace heartlink::connection
