// SPDX-License-Identifier: Apache-2.0
// How a stream ends: closing handshakes both ways, broken frames, silence, draining, death.
#include <gtest/gtest.h>

#include "net/testing/stream_peer.h"

namespace heartlink::net {
namespace {

using std::chrono::seconds;
using testing::client_close;
using testing::client_text;
using testing::close_code_of;
using testing::ServerFrame;
using testing::StreamPeer;

bool until_ended(StreamPeer& s) {
  return s.until(*s.peer, [&] { return s.peer->ended; });
}

TEST(WebSocketClose, a_client_that_says_goodbye_is_answered_with_its_code_and_our_fin) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.peer->send(client_close(1000, "bye")));
  EXPECT_EQ(close_code_of(s.next()), 1000);
  EXPECT_TRUE(until_ended(s));
  EXPECT_EQ(s.told.closed, 0) << "the client still has to end its half";
  s.peer->finish_sending();
  EXPECT_TRUE(s.until_closed());
  EXPECT_FALSE(s.told.alive);
  EXPECT_TRUE(s.sockets.empty());
  EXPECT_EQ(s.connections.open(), 0U);
}

TEST(WebSocketClose, a_close_without_a_code_is_answered_without_one) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.peer->send(testing::client_frame(protocol::Opcode::close, "")));
  EXPECT_EQ(s.next(), (ServerFrame{8, ""}));
  EXPECT_TRUE(until_ended(s));
}

TEST(WebSocketClose, who_lost_his_right_gets_the_goodbye_and_nothing_that_waited) {
  for (const std::uint16_t code : {std::uint16_t{4401}, std::uint16_t{4403}}) {
    StreamPeer s;
    s.start();
    EXPECT_TRUE(s.send("not for him any more"));
    s.told.stream->close(code, "gone", {});
    EXPECT_EQ(close_code_of(s.next()), code);
    s.pass(seconds{1});
    EXPECT_TRUE(until_ended(s)) << "he has no five seconds for his half";
  }
}

TEST(WebSocketClose, our_goodbye_waits_for_the_clients_and_then_we_hang_up) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.send("queued before"));
  s.told.stream->close(4410, "room_ended", {});
  s.told.stream->close(4408, "the first word counts", {});
  EXPECT_EQ(s.next().payload, "queued before");
  const auto goodbye = s.next();
  EXPECT_EQ(close_code_of(goodbye), 4410);
  EXPECT_EQ(goodbye.payload.substr(2), "room_ended");
  s.turn_loop();
  EXPECT_FALSE(s.peer->ended);
  EXPECT_TRUE(s.peer->send(client_text("too late") + client_close(4410)));
  EXPECT_TRUE(until_ended(s));
  EXPECT_TRUE(s.told.texts.empty());
  s.peer->hang_up();
  s.pass(seconds{1});
  EXPECT_EQ(s.told.closed, 1);
}

TEST(WebSocketClose, who_is_too_slow_for_the_queue_gets_the_goodbye_without_it) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.send("queued and dropped"));
  s.told.stream->close(4408, "slow_consumer", {});
  EXPECT_EQ(close_code_of(s.next()), 4408);
}

TEST(WebSocketClose, a_client_that_never_answers_our_goodbye_is_left_after_five_seconds) {
  StreamPeer s;
  s.start();
  s.told.stream->close(1001, "draining", {});
  s.pass(seconds{4});
  EXPECT_EQ(s.told.closed, 0);
  s.pass(seconds{3});
  EXPECT_EQ(s.told.closed, 1);
  EXPECT_EQ(close_code_of(s.next()), 1001);
}

TEST(WebSocketClose, a_client_that_says_goodbye_and_stays_is_left_after_five_seconds) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.peer->send(client_close(1000)));
  EXPECT_TRUE(until_ended(s));
  s.pass(seconds{7});
  EXPECT_EQ(s.told.closed, 1);
}

TEST(WebSocketClose, a_broken_frame_ends_with_its_code_and_our_fin) {
  const std::vector<std::pair<std::string, std::uint16_t>> cases{
      {testing::encode({.masked = false}), 1002},
      {testing::encode({.opcode = 3}), 1002},
      {testing::client_text("\xff"), 1007},
      {testing::encode({.payload = std::string(10, 'x'), .claimed_length = 70'000}), 1009}};
  for (const auto& [bytes, code] : cases) {
    StreamPeer s;
    s.start();
    EXPECT_TRUE(s.peer->send(client_text("fine") + bytes + client_text("never heard")));
    EXPECT_EQ(close_code_of(s.next()), code);
    EXPECT_TRUE(until_ended(s));
    EXPECT_EQ(s.told.texts, std::vector<std::string>{"fine"});
    s.peer->hang_up();
    s.pass(seconds{7});
    EXPECT_EQ(s.told.closed, 1);
  }
}

TEST(WebSocketClose, a_goodbye_while_reading_is_paused_still_finds_the_clients_answer) {
  StreamPeer s;
  s.told.on_text = [&](std::string_view) { s.told.stream->pause_reading(true); };
  s.start();
  EXPECT_TRUE(s.peer->send(client_text("1") + client_text("2") + client_close(4410)));
  EXPECT_TRUE(s.until_texts(1));
  s.told.stream->close(4410, "room_ended", {});
  EXPECT_EQ(close_code_of(s.next()), 4410);
  EXPECT_TRUE(until_ended(s));
  EXPECT_EQ(s.told.texts.size(), 1U);
}

TEST(WebSocketClose, closing_inside_a_message_is_allowed) {
  StreamPeer s;
  s.told.on_text = [&](std::string_view) { s.told.stream->close(4401, "session_ended", {}); };
  s.start();
  EXPECT_TRUE(s.peer->send(client_text("1") + client_text("2")));
  EXPECT_EQ(close_code_of(s.next()), 4401);
  EXPECT_EQ(s.told.texts.size(), 1U);
  EXPECT_EQ(s.told.closed, 0) << "never inside a call";
}

TEST(WebSocketClose, closing_on_open_is_allowed) {
  StreamPeer s;
  s.told.on_open = [&] { s.told.stream->close(4001, "unavailable", {}); };
  s.start(client_text("early"));
  EXPECT_EQ(close_code_of(s.next()), 4001);
  EXPECT_TRUE(s.told.texts.empty());
}

TEST(WebSocketClose, a_client_that_vanishes_is_noticed_when_reading_and_when_writing) {
  for (const bool by_writing : {false, true}) {
    StreamPeer s;
    s.start();
    if (by_writing) s.told.stream->pause_reading(true);
    s.turn_loop();
    s.peer->hang_up();
    testing::Peer nobody{-1};
    for (int i = 0; i < 3000 && s.told.closed == 0; ++i) {
      if (by_writing) {
        EXPECT_TRUE(s.send("x"));
      }
      s.turn_loop(1);
      nobody.wait_briefly();
    }
    EXPECT_EQ(s.told.closed, 1);
    EXPECT_FALSE(s.told.alive);
  }
}

TEST(WebSocketClose, a_silent_socket_is_closed_4000_after_a_minute) {
  StreamPeer s;
  s.start();
  s.pass(seconds{59});
  EXPECT_GE(s.told.heartbeats, 1);
  s.pass(seconds{3});
  ServerFrame last;
  int pings = 0;
  while ((last = s.next()).opcode == 9) ++pings;
  EXPECT_EQ(pings, s.told.heartbeats);
  EXPECT_EQ(close_code_of(last), 4000);
}

TEST(WebSocketClose, who_is_not_read_from_is_not_called_silent) {
  StreamPeer s;
  s.start();
  s.told.stream->pause_reading(true);
  s.pass(seconds{90});
  EXPECT_EQ(s.told.closed, 0);
  s.told.stream->pause_reading(false);
  s.pass(seconds{30});
  EXPECT_EQ(s.told.closed, 0);
}

TEST(WebSocketClose, a_socket_that_answers_pings_lives_on) {
  StreamPeer s;
  s.start();
  for (int i = 0; i < 10; ++i) {
    s.pass(seconds{40});
    EXPECT_TRUE(s.peer->send(testing::client_pong("")));
    s.turn_loop();
  }
  EXPECT_EQ(s.told.closed, 0);
  EXPECT_GE(s.told.heartbeats, 400 / 31);
  EXPECT_LE(s.told.heartbeats, 400 / 20);
}

TEST(WebSocketClose, a_write_that_stands_still_for_half_a_minute_ends_the_socket) {
  StreamPeer s;
  s.limits.socket_send_buffer_bytes = 8 * 1024;
  s.limits.send_queue_bytes = 8 * 1024 * 1024;
  s.start();
  const std::string big(60'000, 'x');
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(s.send(big));
    s.turn_loop(1);
  }
  // It speaks all the time, but it does not read. The kernel may take a last bite now and then.
  int fives = 0;
  for (; fives < 100 && s.told.closed == 0; ++fives) {
    EXPECT_TRUE(s.peer->send(testing::client_pong("")));
    s.pass(seconds{5});
  }
  EXPECT_EQ(s.told.closed, 1);
  EXPECT_GE(fives, 6);
}

TEST(WebSocketClose, a_quiet_socket_with_something_just_queued_is_not_stalled) {
  const auto seconds_until_heartbeat = [](int speak_at) {
    StreamPeer s;
    s.limits.heartbeat = seconds{50};
    s.start();
    int second = 0;
    for (; second < 90 && s.told.heartbeats == 0 && s.told.closed == 0; ++second) {
      s.clock.advance(seconds{1});
      s.turn_loop(1);
      if (second == speak_at) {
        EXPECT_TRUE(s.send("x"));
      }
      s.worker.turn();
    }
    EXPECT_EQ(s.told.closed, 0);
    return second;
  };
  const auto due = seconds_until_heartbeat(-1);
  EXPECT_GT(due, 35);
  // Queued in the very turn in which the wheel turns, after more than 30 quiet seconds.
  EXPECT_EQ(seconds_until_heartbeat(due - 1), due);
}

TEST(WebSocketClose, draining_says_1001_to_the_oldest_first) {
  StreamPeer first;
  first.start();
  auto [socket, client] = first.connect();
  testing::Told second;
  WebSocketStream::start(first.worker, first.sockets,
                         ByteStream{std::move(socket), ConnectionCount::Place{first.connections}},
                         std::make_unique<testing::Receiver>(second), {});
  EXPECT_EQ(first.sockets.drain_some(1), 1U);
  EXPECT_EQ(close_code_of(first.next()), 1001);
  client->receive();
  EXPECT_TRUE(client->got.empty());
  EXPECT_EQ(first.sockets.drain_some(10), 2U);
  EXPECT_TRUE(first.until(*client, [&] { return client->got.size() > 3; }));
  EXPECT_EQ(close_code_of(testing::take_frames(client->got).at(0)), 1001);
  first.sockets.abort_all();
  first.turn_loop();
  EXPECT_EQ(second.closed, 1);
  EXPECT_EQ(first.told.closed, 1);
  EXPECT_EQ(first.connections.open(), 0U);
}

}  // namespace
}  // namespace heartlink::net
