// SPDX-License-Identifier: Apache-2.0
#include "connection/user_connection.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "account/testing/fakes.h"
#include "connection/testing/memory_stream.h"

namespace heartlink::connection {
namespace {

using testing::MemoryStream;

class UserSocket : public ::testing::Test {
 protected:
  void SetUp() override {
    auto& session = sessions_.sessions["s"];
    session.user.id = model::UserId{1};
    session.expires_at = until_;
    open();
    worker_.run_ready();
  }
  void open(std::optional<std::int64_t> after = {}) {
    Admitted admitted;
    if (after) admitted.after = model::EntryId{*after};
    admitted.person.user.id = model::UserId{1};
    admitted.person.user.name = "ann";
    admitted.person.secret_hash = "s";
    admitted.person.expires_at = until_;
    socket_ = std::make_unique<UserConnection>(services_, std::move(admitted));
    socket_->on_open(stream_);
  }

  base::ManualClock clock_;
  base::WallTime until_{clock_.wall().us + 60'000'000};
  account::testing::HandExecutor worker_;
  account::testing::FakeConversations conversations_;
  account::testing::FakeSessions sessions_;
  presence::Registry registry_;
  fanout::UserHub hub_{{worker_, clock_, registry_, conversations_}};
  store::testing::ScriptedEvents events_;
  base::Metrics metrics_;
  UserServices services_{worker_,
                         clock_,
                         hub_,
                         registry_,
                         sessions_,
                         events_,
                         metrics_.counter("error_frames_total", "In tests")};
  MemoryStream stream_;
  std::unique_ptr<UserConnection> socket_;
};

TEST_F(UserSocket, the_first_frame_is_what_is_unread) {
  ASSERT_FALSE(stream_.sent.empty());
  EXPECT_EQ(boost::json::serialize(stream_.sent[0]), R"({"type":"unread","total":0,"rooms":[]})");
}

// What was told of somebody: numbers in the order of the frames.
model::UserEvent news(std::int64_t useq) {
  model::UserEvent event;
  event.user = model::UserId{1};
  event.useq = {useq};
  event.body = R"({"type":"ticket_expired"})";
  return event;
}
model::Parcel parcel_of(std::int64_t useq) {
  model::Parcel parcel;
  parcel.events.push_back(news(useq));
  return parcel;
}

TEST_F(UserSocket, what_was_missed_comes_behind_the_greeting_and_in_front_of_what_is_new) {
  socket_->on_closed();
  stream_ = MemoryStream{};
  events_.asked.answer->events = {news(5), news(6)};
  events_.asked.answer->head = {6};
  int reads = 0;
  events_.asked.before_answer = [this, &reads] {
    if (++reads == 1) return hub_.deliver(parcel_of(6));
    events_.asked.answer->events.clear();
  };
  open(4);
  worker_.run_ready();
  hub_.deliver(parcel_of(7));
  std::vector<std::string> told;
  for (const auto& frame : stream_.sent) told.push_back(boost::json::serialize(frame));
  ASSERT_EQ(told.size(), 5U);
  EXPECT_EQ(told[1], R"({"type":"ticket_expired","useq":5})");
  EXPECT_EQ(told[2], R"({"type":"ticket_expired","useq":6})");
  EXPECT_EQ(told[3], R"({"type":"resumed","to":6,"after":4})");
  EXPECT_EQ(told[4], R"({"type":"ticket_expired","useq":7})");
}

TEST_F(UserSocket, whoever_never_heard_anything_begins_at_the_head) {
  socket_->on_closed();
  stream_ = MemoryStream{};
  events_.asked.answer->head = {9};
  events_.asked.answer->gap = true;
  open();
  worker_.run_ready();
  EXPECT_EQ(boost::json::serialize(stream_.last("resumed")), R"({"type":"resumed","to":9})");
}

TEST_F(UserSocket, what_is_not_kept_any_more_is_said) {
  socket_->on_closed();
  stream_ = MemoryStream{};
  events_.asked.answer->head = {900};
  events_.asked.answer->gap = true;
  open(3);
  worker_.run_ready();
  EXPECT_EQ(boost::json::serialize(stream_.last("resumed")),
            R"({"type":"resumed","to":900,"after":3,"gap":true})");
}

TEST_F(UserSocket, a_hole_in_the_numbers_is_read_from_the_store) {
  events_.asked.answer->events = {news(1), news(2)};
  events_.asked.answer->head = {2};
  stream_.sent.clear();
  hub_.deliver(parcel_of(2));
  worker_.run_ready();
  ASSERT_EQ(stream_.sent.size(), 2U);
  EXPECT_EQ(stream_.sent[0].at("useq"), 1);
  EXPECT_EQ(stream_.sent[1].at("useq"), 2);
}

TEST_F(UserSocket, it_answers_pings_and_refuses_what_belongs_into_a_room) {
  stream_.sent.clear();
  socket_->on_text(R"({"type":"ping"})");
  EXPECT_TRUE(stream_.last("pong").contains("server_time"));
  socket_->on_text(R"({"type":"heartbeat_ack"})");
  EXPECT_TRUE(stream_.last("heartbeat_ack").contains("timestamp"));
  socket_->on_text(R"({"content":"hi","client_id":"c1"})");
  EXPECT_EQ(stream_.last("error").at("code"), "unknown_type");
  EXPECT_EQ(stream_.last("error").at("client_id"), "c1");
  socket_->on_text("no json");
  EXPECT_EQ(stream_.last("error").at("code"), "invalid_json");
  socket_->on_binary();
  EXPECT_EQ(stream_.last("error").at("code"), "binary_unsupported");
  EXPECT_EQ(stream_.close_code(), 0);
}

TEST_F(UserSocket, the_end_of_its_sign_in_is_its_last_frame) {
  model::Parcel parcel;
  parcel.revocations.emplace_back().user = model::UserId{1};
  parcel.revocations.back().only = "another";
  hub_.deliver(parcel);
  EXPECT_EQ(stream_.close_code(), 0);
  parcel.revocations.back().only = "s";
  hub_.deliver(parcel);
  EXPECT_EQ(stream_.sent.back().at("type"), "session_ended");
  EXPECT_EQ(stream_.close_code(), 4401);
}

TEST_F(UserSocket, a_sign_in_that_ended_before_the_socket_was_in_the_list_is_found) {
  socket_->on_closed();
  sessions_.sessions.clear();
  stream_ = MemoryStream{};
  open();
  worker_.run_ready();
  EXPECT_EQ(stream_.close_code(), 4401);
}

TEST_F(UserSocket, a_session_whose_time_is_over_ends_with_the_next_heartbeat_unless_it_was_lengthened) {
  sessions_.sessions["s"].expires_at = base::WallTime{until_.us + 60'000'000};
  clock_.advance(std::chrono::seconds{60});
  socket_->on_heartbeat();
  worker_.run_ready();
  EXPECT_EQ(stream_.close_code(), 0);
  sessions_.sessions.clear();
  clock_.advance(std::chrono::seconds{60});
  socket_->on_heartbeat();
  worker_.run_ready();
  EXPECT_EQ(stream_.close_code(), 4401);
}

TEST_F(UserSocket, a_store_that_cannot_count_closes_a_socket_that_was_never_told_anything) {
  socket_->on_closed();
  conversations_.counted.answer = base::fail(base::Code::busy);
  stream_ = MemoryStream{};
  open();
  worker_.run_ready();
  EXPECT_EQ(stream_.close_code(), 4001);
}

TEST_F(UserSocket, a_server_that_goes_away_says_so) {
  socket_->on_drain();
  EXPECT_EQ(stream_.close_code(), 1001);
}

TEST_F(UserSocket, a_reader_that_is_too_slow_is_closed) {
  stream_.frames_left = 0;
  socket_->on_text(R"({"type":"ping"})");
  EXPECT_EQ(stream_.close_code(), 4408);
}

}  // namespace
}  // namespace heartlink::connection
