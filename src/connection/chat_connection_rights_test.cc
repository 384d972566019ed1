// SPDX-License-Identifier: Apache-2.0
// A socket whose right to be here is taken away: its sign-in ends, its account is disabled, its room ends.
#include <gtest/gtest.h>

#include "connection/chat_connection.h"
#include "connection/testing/stage.h"

namespace heartlink::connection {
namespace {

using base::Code;
using testing::Client;
using testing::Stage;

class Rights : public ::testing::Test {
 protected:
  // Somebody in room "a" who signed in with this secret.
  std::unique_ptr<ChatConnection> enter(testing::MemoryStream& stream, const std::string& secret_hash,
                                        bool bearer = false, base::WallTime expires_at = {}) {
    Admitted admitted;
    admitted.person.user.id = model::UserId{1};
    admitted.person.user.name = "ann";
    admitted.person.secret_hash = secret_hash;
    admitted.person.bearer = bearer;
    admitted.person.expires_at = expires_at;
    admitted.room = model::RoomId{"a"};
    auto connection = std::make_unique<ChatConnection>(stage.services, std::move(admitted));
    connection->on_open(stream);
    return connection;
  }
  void revoke(model::Revocation revocation) {
    revocation.user = model::UserId{1};
    model::Parcel parcel;
    parcel.revocations.push_back(std::move(revocation));
    stage.hub.deliver(parcel);
  }

  Stage stage;
  testing::MemoryStream browser_stream;
  testing::MemoryStream phone_stream;
  testing::MemoryStream program_stream;
};

TEST_F(Rights, a_session_that_ends_takes_its_own_sockets_along_and_no_others) {
  const auto browser = enter(browser_stream, "b");
  const auto phone = enter(phone_stream, "p");
  stage.answer_snapshot();
  stage.answer_snapshot();
  model::Revocation one;
  one.only = "p";
  revoke(one);
  EXPECT_EQ(phone_stream.close_code(), 4401);
  EXPECT_EQ(phone_stream.closed->second, "session_ended");
  EXPECT_EQ(browser_stream.close_code(), 0);
}

TEST_F(Rights, a_new_password_closes_all_but_the_browser_that_set_it_and_the_programs) {
  const auto browser = enter(browser_stream, "b");
  const auto phone = enter(phone_stream, "p");
  const auto program = enter(program_stream, "t", true);
  for (int i = 0; i < 3; ++i) stage.answer_snapshot();
  model::Revocation others;
  others.except = "b";
  revoke(others);
  EXPECT_EQ(browser_stream.close_code(), 0);
  EXPECT_EQ(phone_stream.close_code(), 4401);
  EXPECT_EQ(program_stream.close_code(), 0);
}

TEST_F(Rights, a_disabled_account_loses_the_programs_too_and_nobody_elses_sockets) {
  const auto browser = enter(browser_stream, "b");
  const auto program = enter(program_stream, "t", true);
  Client bob{stage, 2};
  bob.open();
  for (int i = 0; i < 3; ++i) stage.answer_snapshot();
  model::Revocation all;
  all.tokens = true;
  revoke(all);
  EXPECT_EQ(browser_stream.close_code(), 4401);
  EXPECT_EQ(program_stream.close_code(), 4401);
  EXPECT_EQ(bob.stream.close_code(), 0);
}

TEST_F(Rights, a_socket_that_still_comes_in_is_reached_too) {
  const auto browser = enter(browser_stream, "b");
  revoke({});
  EXPECT_EQ(browser_stream.close_code(), 4401);
  stage.answer_snapshot();
  EXPECT_TRUE(browser_stream.sent.empty());
}

TEST_F(Rights, what_was_revoked_before_the_socket_was_in_the_list_is_found_by_its_snapshot) {
  const auto browser = enter(browser_stream, "b");
  EXPECT_EQ(stage.log.asks.front().query.secret_hash, "b");
  stage.log.answer_ask(base::fail(Code::login_required));
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 4401);
}

TEST_F(Rights, a_sign_in_whose_time_is_over_ends_with_the_next_heartbeat) {
  const auto in_a_minute = base::WallTime{stage.clock.wall().us + 60'000'000};
  const auto browser = enter(browser_stream, "b", false, in_a_minute);
  stage.answer_snapshot();
  browser->on_heartbeat();
  EXPECT_EQ(browser_stream.close_code(), 0);
  stage.clock.advance(std::chrono::seconds{60});
  browser->on_heartbeat();
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 4401);
}

TEST_F(Rights, a_sign_in_that_was_lengthened_meanwhile_stays) {
  const auto in_a_minute = base::WallTime{stage.clock.wall().us + 60'000'000};
  const auto browser = enter(browser_stream, "b", false, in_a_minute);
  stage.answer_snapshot();
  auto& session = stage.sessions.sessions["b"];
  session.user.id = model::UserId{1};
  session.expires_at = base::WallTime{in_a_minute.us + 60'000'000};
  stage.clock.advance(std::chrono::seconds{60});
  browser->on_heartbeat();
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 0);
  stage.sessions.sessions.clear();
  stage.clock.advance(std::chrono::seconds{30});
  browser->on_heartbeat();
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 0) << "good for another half minute, and nobody asked";
  stage.clock.advance(std::chrono::seconds{30});
  browser->on_heartbeat();
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 4401);
}

TEST_F(Rights, whoever_is_taken_out_of_the_room_is_closed_and_hears_nothing_more) {
  const auto browser = enter(browser_stream, "b");
  stage.answer_snapshot();
  browser_stream.sent.clear();
  auto gone = stage.log.commit(2);
  gone.kind = model::EntryKind::member_changed;
  gone.message_type = "removed";
  gone.member = model::UserId{1};
  stage.deliver(gone);
  stage.commit(2);
  EXPECT_EQ(browser_stream.close_code(), 4403);
  EXPECT_EQ(browser_stream.closed->second, "removed");
  EXPECT_TRUE(browser_stream.sent.empty());
}

TEST_F(Rights, whoever_is_taken_out_while_he_comes_in_never_gets_in) {
  const auto browser = enter(browser_stream, "b");
  const auto before = stage.log.snapshot(stage.log.asks.front().query);
  auto gone = stage.log.commit(2);
  gone.kind = model::EntryKind::member_changed;
  gone.message_type = "removed";
  gone.member = model::UserId{1};
  stage.deliver(gone);
  stage.log.answer_ask(before);
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.close_code(), 4403);
  EXPECT_TRUE(browser_stream.sent.empty());
}

TEST_F(Rights, the_end_of_the_room_is_heard_before_the_socket_closes) {
  const auto browser = enter(browser_stream, "b");
  stage.answer_snapshot();
  auto end = stage.log.commit(0);
  end.kind = model::EntryKind::ended;
  stage.deliver(end);
  EXPECT_EQ(browser_stream.last("room_ended").at("id"), 1);
  EXPECT_EQ(browser_stream.close_code(), 4410);
}

TEST_F(Rights, a_room_that_ends_while_a_socket_comes_in_says_so_when_it_is_in) {
  const auto browser = enter(browser_stream, "b");
  const auto before = stage.log.snapshot(stage.log.asks.front().query);
  auto end = stage.log.commit(0);
  end.kind = model::EntryKind::ended;
  stage.deliver(end);
  EXPECT_EQ(browser_stream.close_code(), 0);
  stage.log.answer_ask(before);
  stage.worker.run_ready();
  EXPECT_EQ(browser_stream.last("room_ended").at("id"), 1);
  EXPECT_EQ(browser_stream.close_code(), 4410);
}

}  // namespace
}  // namespace heartlink::connection
