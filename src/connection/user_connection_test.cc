// SPDX-License-Identifier: Apache-2.0
#include "connection/user_connection.h"

#include <memory>

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
  void open() {
    Admitted admitted;
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
  UserServices services_{worker_, clock_, hub_, registry_, sessions_};
  MemoryStream stream_;
  std::unique_ptr<UserConnection> socket_;
};

TEST_F(UserSocket, the_first_frame_is_what_is_unread) {
  ASSERT_FALSE(stream_.sent.empty());
  EXPECT_EQ(boost::json::serialize(stream_.sent[0]), R"({"type":"unread","total":0,"rooms":[]})");
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
