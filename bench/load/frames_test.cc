// SPDX-License-Identifier: Apache-2.0
#include "frames.h"

#include <gtest/gtest.h>

#include <string>

namespace heartlink::load {
namespace {

using Outcome = ServerFrame::Outcome;

TEST(LoadFrames, a_whole_frame_is_split_from_what_follows) {
  const ServerFrame frame = split_frame("\x81\x02hi\x81\x03you");
  EXPECT_EQ(frame.outcome, Outcome::whole);
  EXPECT_EQ(frame.opcode, Opcode::text);
  EXPECT_EQ(frame.payload, "hi");
  EXPECT_EQ(frame.bytes, 4U);
}

TEST(LoadFrames, every_beginning_of_a_frame_is_unfinished) {
  const std::string whole = std::string("\x81\x7e\x01\x00", 4) + std::string(256, 'x');
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(split_frame(std::string_view(whole).substr(0, size)).outcome, Outcome::unfinished) << size;
  }
  EXPECT_EQ(split_frame(whole).payload.size(), 256U);
}

TEST(LoadFrames, what_a_server_must_not_send_is_broken) {
  EXPECT_EQ(split_frame(std::string_view("\x81\x82zzzzhi", 8)).outcome, Outcome::broken) << "masked";
  EXPECT_EQ(split_frame(std::string_view("\x01\x02hi", 4)).outcome, Outcome::broken) << "fragment";
  EXPECT_EQ(split_frame(std::string_view("\xC1\x02hi", 4)).outcome, Outcome::broken) << "reserved bit";
  EXPECT_EQ(split_frame(std::string_view("\x81\x7f\0\0\0\1\0\0\0\0", 10)).outcome, Outcome::broken) << "huge";
}

TEST(LoadFrames, a_sent_frame_is_masked_with_its_key) {
  std::string out;
  append_frame(out, Opcode::text, "Hello", 0x37FA213D);
  // RFC 6455 §5.7, the masked "Hello".
  EXPECT_EQ(out, std::string("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
}

TEST(LoadFrames, a_long_frame_says_its_length_in_two_octets) {
  std::string out;
  append_frame(out, Opcode::text, std::string(300, 'x'), 0);
  EXPECT_EQ(out.substr(0, 4), std::string("\x81\xfe\x01\x2c", 4));
  EXPECT_EQ(out.size(), 4U + 4U + 300U);
}

TEST(LoadFrames, a_close_without_code_reads_as_1005) {
  EXPECT_EQ(read_close("").code, 1005);
  EXPECT_EQ(read_close("\x11\x38slow_consumer").code, 4408);
  EXPECT_EQ(read_close("\x11\x38slow_consumer").reason, "slow_consumer");
}

}  // namespace
}  // namespace heartlink::load
