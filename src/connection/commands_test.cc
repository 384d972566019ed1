// SPDX-License-Identifier: Apache-2.0
// The commands of a chat socket that are no messages: marks, recalls, calls, what one says of oneself; and
// the passing news of a socket that is behind.
#include <prometheus/counter.h>
#include <string>

#include <gtest/gtest.h>

#include "connection/testing/stage.h"

namespace heartlink::connection {
namespace {

using base::Code;
using model::EntryId;
using testing::Client;
using testing::Stage;

class Commands : public ::testing::Test {
 protected:
  void SetUp() override {
    ann_.come_in();
    ben_.come_in();
    ann_.stream.sent.clear();
    ben_.stream.sent.clear();
  }

  void answer_mark(const base::Result<store::Marked>& result) {
    const auto ask = std::move(stage_.log.marks.front());
    stage_.log.marks.pop_front();
    ask.done.post(result);
    stage_.worker.run_ready();
  }
  void mute(std::int64_t user, base::WallTime until) {
    auto change = stage_.log.commit(9);
    change.kind = model::EntryKind::member_changed;
    change.message_type = "muted";
    change.content = std::to_string(until.us);
    change.member = model::UserId{user};
    stage_.deliver(change);
  }
  static std::string error_of(Client& client) {
    const auto error = client.stream.last("error");
    return error.empty() ? std::string{} : std::string{error.at("code").as_string()};
  }

  Stage stage_;
  Client ann_{stage_, 1};
  Client ben_{stage_, 2};
};

TEST_F(Commands, reading_asks_the_store_with_numbers_also_when_a_page_sends_texts) {
  ann_.say(R"({"type":"read_status","message_ids":["4",3,"4","x",0,-1,null]})");
  ASSERT_EQ(stage_.log.marks.size(), 1U);
  const auto& mark = stage_.log.marks.front().mark;
  EXPECT_EQ(mark.room.value, "a");
  EXPECT_EQ(mark.user.id.value, 1);
  EXPECT_EQ(mark.ids, (std::vector<EntryId>{EntryId{3}, EntryId{4}}));
  EXPECT_FALSE(mark.read);
  ann_.say(R"({"type":"read_status","up_to":"7"})");
  EXPECT_EQ(stage_.log.marks.back().mark.read, EntryId{7});
  ann_.say(R"({"type":"delivered","up_to":9})");
  EXPECT_EQ(stage_.log.marks.back().mark.delivered, EntryId{9});
}

TEST_F(Commands, a_mark_that_stays_is_answered_to_who_asked_and_to_nobody_else) {
  ann_.say(R"({"type":"read_status","message_ids":[3]})");
  store::Marked stays;
  stays.read = EntryId{5};
  stays.asked = {EntryId{3}};
  answer_mark(stays);
  ASSERT_EQ(ann_.stream.sent.size(), 1U);
  EXPECT_EQ(boost::json::serialize(ann_.stream.sent[0]),
            R"({"type":"read_status_update","message_ids":[3],"up_to":5,"username":"user-1"})");
  EXPECT_TRUE(ben_.stream.sent.empty());
}

TEST_F(Commands, a_mark_that_moves_is_told_by_the_news_of_its_commit_alone) {
  ann_.say(R"({"type":"read_status","message_ids":[3]})");
  store::Marked moves;
  moves.moved = true;
  answer_mark(moves);
  EXPECT_TRUE(ann_.stream.sent.empty());
}

TEST_F(Commands, what_was_delivered_is_not_answered_when_nothing_moves) {
  ann_.say(R"({"type":"delivered","up_to":9})");
  answer_mark(store::Marked{});
  EXPECT_TRUE(ann_.stream.sent.empty());
}

TEST_F(Commands, a_mark_that_makes_no_sense_is_an_error) {
  for (const auto* text :
       {R"({"type":"read_status"})", R"({"type":"read_status","message_ids":7})",
        R"({"type":"read_status","up_to":0})", R"({"type":"delivered"})", R"({"type":"recall"})",
        R"({"type":"recall","id":"x"})", R"({"type":"online_status","status":"flying"})",
        R"({"type":"video_call_status"})"}) {
    ann_.stream.sent.clear();
    ann_.say(text);
    EXPECT_EQ(error_of(ann_), "field_invalid") << text;
  }
  EXPECT_TRUE(stage_.log.marks.empty());
  EXPECT_TRUE(stage_.log.recalls.empty());
}

TEST_F(Commands, a_recall_with_a_client_id_is_acknowledged_like_a_message) {
  ann_.say(R"({"type":"recall","id":3,"client_id":"r1"})");
  ASSERT_EQ(stage_.log.recalls.size(), 1U);
  EXPECT_EQ(stage_.log.recalls.front().recall.target, EntryId{3});
  EXPECT_EQ(stage_.log.recalls.front().recall.by.id.value, 1);
  store::Posted posted;
  posted.id = EntryId{8};
  stage_.log.recalls.front().done.post(posted);
  stage_.worker.run_ready();
  EXPECT_EQ(ann_.stream.last("ack").at("id"), 8);
  EXPECT_EQ(ann_.stream.last("ack").at("client_id"), "r1");
}

TEST_F(Commands, a_refused_recall_says_why) {
  ann_.say(R"({"type":"recall","id":3,"client_id":"r1"})");
  stage_.log.recalls.front().done.post(base::fail(Code::recall_too_late));
  stage_.worker.run_ready();
  EXPECT_EQ(error_of(ann_), "recall_too_late");
  EXPECT_EQ(ann_.stream.last("error").at("client_id"), "r1");
}

TEST_F(Commands, marks_count_among_the_unanswered) {
  stage_.limits.unanswered_commands = 2;
  ann_.say(R"({"type":"delivered","up_to":1})");
  EXPECT_FALSE(ann_.stream.reading_paused);
  ann_.say(R"({"type":"delivered","up_to":2})");
  EXPECT_TRUE(ann_.stream.reading_paused);
  answer_mark(store::Marked{});
  EXPECT_FALSE(ann_.stream.reading_paused);
}

TEST_F(Commands, an_invitation_to_a_call_reaches_the_others_and_is_remembered) {
  ann_.say(R"({"type":"video_call_invite"})");
  EXPECT_TRUE(ann_.stream.sent.empty());
  ASSERT_EQ(ben_.stream.sent.size(), 1U);
  EXPECT_EQ(
      boost::json::serialize(ben_.stream.sent[0]),
      R"({"type":"video_call_invite","username":"user-1","room_id":"a","message":"邀请您进行视频通话"})");
  ben_.say(R"({"type":"video_call_status","status":"joined","message_id":5,"video_room_id":"a"})");
  EXPECT_EQ(
      boost::json::serialize(ann_.stream.sent.at(0)),
      R"({"type":"video_call_status","status":"joined","message_id":"5","video_room_id":"a","username":"user-2"})");
  EXPECT_EQ(stage_.calls.find(model::RoomId{"a"}, stage_.clock.now()).people.size(), 2U);
}

TEST_F(Commands, whoever_is_muted_neither_types_nor_calls_until_it_is_over) {
  mute(1, base::WallTime{stage_.clock.wall().us + 60'000'000});
  ben_.stream.sent.clear();
  ann_.say(R"({"type":"typing","is_typing":true})");
  ann_.say(R"({"type":"video_call_invite"})");
  EXPECT_TRUE(ben_.stream.sent.empty());
  EXPECT_EQ(error_of(ann_), "muted");
  stage_.clock.advance(std::chrono::seconds{60});
  ann_.say(R"({"type":"typing","is_typing":true})");
  EXPECT_EQ(ben_.stream.types(), std::vector<std::string>{"user_typing"});
}

TEST_F(Commands, whoever_was_muted_before_he_came_is_muted) {
  Client cy{stage_, 3};
  cy.open();
  auto snapshot = stage_.log.snapshot(stage_.log.asks.front().query);
  snapshot.muted_until = base::WallTime{stage_.clock.wall().us + 60'000'000};
  stage_.log.answer_ask(snapshot);
  stage_.worker.run_ready();
  cy.say(R"({"type":"video_call_invite"})");
  EXPECT_EQ(error_of(cy), "muted");
}

TEST_F(Commands, whom_an_operator_muted_is_muted_whatever_the_room_says) {
  Client cy{stage_, 3};
  cy.open();
  auto snapshot = stage_.log.snapshot(stage_.log.asks.front().query);
  snapshot.muted_everywhere_until = base::WallTime{stage_.clock.wall().us + 60'000'000};
  stage_.log.answer_ask(snapshot);
  stage_.worker.run_ready();
  mute(3, {});
  cy.say(R"({"type":"video_call_invite"})");
  EXPECT_EQ(error_of(cy), "muted");
  EXPECT_EQ(stage_.services.error_frames.Value(), 1);
  model::Parcel parcel;
  parcel.mutes.push_back({model::UserId{3}, {}});
  stage_.hub.deliver(parcel);
  cy.stream.sent.clear();
  cy.say(R"({"type":"video_call_invite"})");
  EXPECT_EQ(error_of(cy), "");
}

TEST_F(Commands, what_somebody_says_of_himself_is_kept) {
  ASSERT_TRUE(stage_.registry.try_add_socket(model::UserId{1}, 20));
  ann_.say(R"({"type":"online_status","status":"busy"})");
  EXPECT_EQ(stage_.registry.sight(model::UserId{1}, stage_.clock.now()).status, model::OnlineStatus::busy);
}

TEST_F(Commands, whoever_comes_in_is_told_who_is_there) {
  Client cy{stage_, 3};
  cy.come_in();
  EXPECT_EQ(boost::json::serialize(cy.stream.last("presence")),
            R"({"type":"presence","online":["user-1","user-2","user-3"]})");
  stage_.limits.crowd_members = 2;
  Client dan{stage_, 4};
  dan.come_in();
  EXPECT_EQ(boost::json::serialize(dan.stream.last("presence")), R"({"type":"presence","count":4})");
}

TEST_F(Commands, a_socket_that_is_behind_gets_the_newest_of_each_kind_when_it_has_caught_up) {
  ben_.stream.behind = true;
  model::Parcel parcel;
  for (std::int64_t read = 1; read <= 5; ++read) {
    auto& mark = parcel.marks.emplace_back();
    mark.room = model::RoomId{"a"};
    mark.user = model::UserId{1};
    mark.username = "user-1";
    mark.read = EntryId{read};
  }
  stage_.hub.deliver(parcel);
  ann_.say(R"({"type":"typing","is_typing":true})");
  EXPECT_TRUE(ben_.stream.sent.empty());
  stage_.commit(1);
  EXPECT_EQ(ben_.stream.types(), std::vector<std::string>{"chat_message"}) << "entries are always sent";
  ben_.stream.behind = false;
  ben_.connection->on_drained();
  EXPECT_EQ(ben_.stream.types(),
            (std::vector<std::string>{"chat_message", "read_status_update", "user_typing"}));
  EXPECT_EQ(ben_.stream.last("read_status_update").at("up_to"), 5);
  EXPECT_EQ(ben_.stream.close_code(), 0);
}

TEST_F(Commands, so_many_news_wait_and_no_more) {
  stage_.limits.held_signals = 2;
  ben_.stream.behind = true;
  for (std::int64_t user = 10; user < 15; ++user) {
    model::Parcel parcel;
    auto& mark = parcel.marks.emplace_back();
    mark.room = model::RoomId{"a"};
    mark.user = model::UserId{user};
    mark.username = "user-" + std::to_string(user);
    mark.delivered = EntryId{1};
    stage_.hub.deliver(parcel);
  }
  ben_.stream.behind = false;
  ben_.connection->on_drained();
  ASSERT_EQ(ben_.stream.sent.size(), 2U);
  EXPECT_EQ(ben_.stream.sent[1].at("username"), "user-14");
}

}  // namespace
}  // namespace heartlink::connection
