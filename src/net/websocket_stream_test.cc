// SPDX-License-Identifier: Apache-2.0
// Reading and writing. How a stream ends: websocket_stream_close_test.cc.
#include "net/websocket_stream.h"

#include <gtest/gtest.h>

#include "net/testing/stream_peer.h"

namespace heartlink::net {
namespace {

using protocol::Frame;
using testing::client_text;
using testing::ServerFrame;
using testing::StreamPeer;
using Texts = std::vector<std::string>;

TEST(WebSocketStream, what_a_client_says_is_heard_and_answered) {
  StreamPeer s;
  s.told.on_text = [&](std::string_view text) { EXPECT_TRUE(s.send("echo " + std::string{text})); };
  s.start();
  EXPECT_TRUE(s.peer->send(client_text("你好")));
  EXPECT_EQ(s.next(), (ServerFrame{1, "echo 你好"}));
  EXPECT_TRUE(s.peer->send(testing::client_binary("\x01")));
  EXPECT_TRUE(s.until(*s.peer, [&] { return s.told.binaries == 1; }));
}

TEST(WebSocketStream, a_frame_may_come_octet_by_octet) {
  StreamPeer s;
  s.start();
  for (const char octet : client_text("slowly") + client_text("again")) {
    EXPECT_TRUE(s.peer->send(std::string(1, octet)));
    s.turn_loop(2);
  }
  EXPECT_TRUE(s.until_texts(2));
  EXPECT_EQ(s.told.texts, (Texts{"slowly", "again"}));
}

TEST(WebSocketStream, what_came_behind_the_handshake_is_heard_first) {
  StreamPeer s;
  const auto second = client_text("second");
  s.start(client_text("first") + second.substr(0, 3));
  EXPECT_EQ(s.told.texts, Texts{"first"});
  EXPECT_TRUE(s.peer->send(second.substr(3)));
  EXPECT_TRUE(s.until_texts(2));
  EXPECT_EQ(s.told.texts.back(), "second");
}

TEST(WebSocketStream, a_receiver_that_pauses_at_once_hears_nothing_before_it_goes_on) {
  StreamPeer s;
  s.told.on_open = [&] { s.told.stream->pause_reading(true); };
  s.start(client_text("early"));
  EXPECT_TRUE(s.peer->send(client_text("later")));
  s.turn_loop();
  EXPECT_TRUE(s.told.texts.empty());
  s.told.stream->pause_reading(false);
  EXPECT_TRUE(s.until_texts(2));
  EXPECT_EQ(s.told.texts, (Texts{"early", "later"}));
}

TEST(WebSocketStream, several_frames_of_one_turn_leave_in_one_write) {
  StreamPeer s;
  s.start();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(s.send("frame " + std::to_string(i)));
  EXPECT_EQ(s.peer->receive_once(), 0U) << "nothing leaves before the end of the turn";
  s.turn_loop(1);
  s.peer->wait_briefly();
  s.peer->receive_once();
  EXPECT_EQ(testing::take_frames(s.peer->got).size(), 20U);
  EXPECT_EQ(s.told.drained, 1);
}

TEST(WebSocketStream, more_frames_than_one_write_takes_leave_all_the_same) {
  StreamPeer s;
  s.start();
  for (int i = 0; i < 300; ++i) EXPECT_TRUE(s.send(std::to_string(i)));
  for (int i = 0; i < 300; ++i) ASSERT_EQ(s.next(), (ServerFrame{1, std::to_string(i)}));
  EXPECT_EQ(s.told.drained, 1);
}

TEST(WebSocketStream, a_paused_reader_keeps_what_has_come_and_goes_on_where_it_stopped) {
  StreamPeer s;
  s.told.on_text = [&](std::string_view) {
    if (s.told.texts.size() % 2 == 0) s.told.stream->pause_reading(true);
  };
  s.start();
  const Texts expected{"1", "2", "3", "4", "5", "6"};
  std::string bytes;
  for (const auto& text : expected) bytes += client_text(text);
  EXPECT_TRUE(s.peer->send(bytes));
  for (std::size_t heard = 2; heard <= 6; heard += 2) {
    EXPECT_TRUE(s.until_texts(heard));
    EXPECT_TRUE(s.peer->send(client_text("later " + std::to_string(heard))));
    s.turn_loop();
    EXPECT_EQ(s.told.texts.size(), heard) << "paused is paused";
    if (heard == 6) s.told.on_text = nullptr;
    s.told.stream->pause_reading(false);
    EXPECT_EQ(s.told.texts.size(), heard) << "never inside the call";
  }
  EXPECT_TRUE(s.until_texts(9));
  EXPECT_EQ(s.told.texts, (Texts{"1", "2", "3", "4", "5", "6", "later 2", "later 4", "later 6"}));
}

TEST(WebSocketStream, pausing_again_before_the_loop_turns_stays_paused) {
  StreamPeer s;
  s.told.on_text = [&](std::string_view) { s.told.stream->pause_reading(true); };
  s.start();
  EXPECT_TRUE(s.peer->send(client_text("1") + client_text("2") + client_text("3")));
  EXPECT_TRUE(s.until_texts(1));
  s.told.stream->pause_reading(false);
  s.told.stream->pause_reading(true);
  s.turn_loop();
  EXPECT_EQ(s.told.texts.size(), 1U);
  s.told.stream->pause_reading(false);
  s.turn_loop();
  EXPECT_EQ(s.told.texts.size(), 2U);
  s.told.stream->pause_reading(false);
  s.turn_loop();
  EXPECT_EQ(s.told.texts, (Texts{"1", "2", "3"}));
}

TEST(WebSocketStream, a_ping_is_answered_with_its_own_words) {
  StreamPeer s;
  s.start();
  EXPECT_TRUE(s.peer->send(testing::client_ping("tick")));
  EXPECT_EQ(s.next(), (ServerFrame{10, "tick"}));
}

TEST(WebSocketStream, a_peer_that_reads_late_gets_every_octet) {
  StreamPeer s;
  s.limits.socket_send_buffer_bytes = 8 * 1024;
  s.start();
  const std::string big(20'000, 'x');
  std::size_t frames = 0;
  // Past what the kernel takes, so that the rest waits for EAGAIN to end.
  while (frames < 10 && s.send(big)) {
    ++frames;
    s.turn_loop(1);
  }
  EXPECT_EQ(frames, 10U);
  s.turn_loop();
  for (std::size_t i = 0; i < frames; ++i) ASSERT_EQ(s.next(), (ServerFrame{1, big}));
  EXPECT_TRUE(s.send("still here"));
  EXPECT_EQ(s.next(), (ServerFrame{1, "still here"}));
}

TEST(WebSocketStream, a_peer_that_never_reads_is_refused_at_the_cap) {
  StreamPeer s;
  s.start();
  const std::string big(10'000, 'x');
  std::size_t frames = 0;
  while (frames < 1000 && s.send(big)) {
    ++frames;
    s.turn_loop(1);
  }
  // The peer's receive buffer is the kernel's and not in our count; ours is.
  EXPECT_LT(frames, 1000U);
  EXPECT_GE(frames * big.size(), s.limits.send_queue_bytes - big.size());
  EXPECT_FALSE(s.send(big));
  s.told.stream->close(4408, "slow_consumer", {});
  ServerFrame last;
  std::size_t whole = 0;
  while ((last = s.next()).opcode == 1) whole += last.payload == big ? 1 : 0;
  EXPECT_LT(whole, frames) << "what was queued is dropped";
  EXPECT_EQ(testing::close_code_of(last), 4408);
}

TEST(WebSocketStream, a_burst_over_the_cap_in_one_turn_goes_as_far_as_the_kernel_takes_it) {
  StreamPeer s;
  s.start();
  const std::string big(10'000, 'x');
  // 300 KB without a turn of the loop: send itself gives the kernel its part.
  for (int i = 0; i < 30; ++i) ASSERT_TRUE(s.send(big)) << i;
  for (int i = 0; i < 30; ++i) ASSERT_EQ(s.next(), (ServerFrame{1, big}));
}

}  // namespace
}  // namespace heartlink::net
