// SPDX-License-Identifier: Apache-2.0
#include "connection/send_queue.h"

#include <string>

#include <gtest/gtest.h>

namespace heartlink::connection {
namespace {

using protocol::Frame;

std::string wire(const SendQueue& queue, std::size_t most = 64) {
  std::string out;
  queue.gather(most, [&](std::string_view bytes) { out += bytes; });
  return out;
}

TEST(SendQueue, what_goes_in_comes_out_to_the_byte_however_it_is_cut) {
  for (std::size_t step = 1; step < 9; ++step) {
    SendQueue queue;
    std::string expected;
    for (int i = 0; i < 600; ++i) {
      const auto frame = Frame::text("frame " + std::to_string(i));
      expected += frame.bytes();
      queue.push(frame);
    }
    EXPECT_EQ(queue.bytes(), expected.size());
    std::string sent;
    while (!queue.empty()) {
      const auto chunk = wire(queue, 7).substr(0, step * 3);
      sent += chunk;
      queue.consume(chunk.size());
    }
    EXPECT_EQ(sent, expected);
  }
}

TEST(SendQueue, dropping_keeps_the_rest_of_a_begun_frame) {
  SendQueue queue;
  queue.push(Frame::text("first"));
  queue.push(Frame::text("second"));
  queue.consume(3);
  queue.drop_unsent();
  EXPECT_EQ(wire(queue), "irst");
  queue.push(Frame::text("x"));
  EXPECT_EQ(queue.bytes(), 4U + 3U);
  queue.consume(7);
  EXPECT_TRUE(queue.empty());
}

TEST(SendQueue, dropping_an_unbegun_queue_empties_it) {
  SendQueue queue;
  queue.push(Frame::text("first"));
  queue.drop_unsent();
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(wire(queue), "");
}

}  // namespace
}  // namespace heartlink::connection
