// SPDX-License-Identifier: Apache-2.0
//
// The octets of server frames, their limits, and that copies share one allocation.
#include "protocol/frame.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "base/utf8.h"

namespace heartlink::protocol {
namespace {

using namespace std::string_view_literals;

TEST(Frame, a_text_is_written_as_rfc_6455_says) {
  EXPECT_EQ(Frame::text("").bytes(), "\x81\x00"sv);
  EXPECT_EQ(Frame::text("Hello").bytes(), "\x81\x05Hello"sv);
}

TEST(Frame, the_length_takes_its_shortest_form) {
  const auto header = [](std::size_t size) {
    const std::string payload(size, 'x');
    const Frame frame = Frame::text(payload);
    EXPECT_EQ(frame.payload(), payload);
    EXPECT_EQ(frame.bytes().size(), frame_header_bytes(size) + size);
    return std::string(frame.bytes().substr(0, frame_header_bytes(size)));
  };
  EXPECT_EQ(header(125), "\x81\x7D"sv);
  EXPECT_EQ(header(126), "\x81\x7E\x00\x7E"sv);
  EXPECT_EQ(header(65535), "\x81\x7E\xFF\xFF"sv);
  EXPECT_EQ(header(65536), "\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00"sv);
}

TEST(Frame, a_control_frame_carries_at_most_125_octets) {
  EXPECT_EQ(Frame::control(Opcode::ping, "").bytes(), "\x89\x00"sv);
  EXPECT_EQ(Frame::control(Opcode::pong, "\x00\xFF"sv).bytes(), "\x8A\x02\x00\xFF"sv);
  EXPECT_EQ(Frame::control(Opcode::pong, std::string(125, 'p')).payload(), std::string(125, 'p'));
  EXPECT_THROW((void)Frame::control(Opcode::ping, std::string(126, 'p')), std::length_error);
}

TEST(Frame, a_close_carries_its_code_and_reason) {
  EXPECT_EQ(Frame::close(1000, "").bytes(), "\x88\x02\x03\xE8"sv);
  EXPECT_EQ(Frame::close(4408, "slow_consumer").payload(), "\x11\x38slow_consumer"sv);
}

TEST(Frame, a_code_that_must_never_be_sent_leaves_the_close_empty) {
  for (const std::uint16_t code : {std::uint16_t{1005}, std::uint16_t{1006}, std::uint16_t{1015}}) {
    EXPECT_EQ(Frame::close(code, "why").bytes(), "\x88\x00"sv);
  }
}

TEST(Frame, a_long_reason_is_cut_between_two_characters) {
  std::string reason;
  for (int i = 0; i < 50; ++i) reason += "心";
  const Frame frame = Frame::close(1000, "x" + reason);
  EXPECT_EQ(frame.payload().size(), 2U + 121U);
  EXPECT_TRUE(base::is_valid_utf8(frame.payload().substr(2)));
  EXPECT_EQ(Frame::close(1000, reason).payload().size(), 2U + 123U);
}

TEST(Frame, copies_share_the_octets_and_outlive_the_first_owner) {
  Frame copy;
  const char* octets = nullptr;
  {
    const Frame first = Frame::text("shared");
    octets = first.bytes().data();
    copy = first;
  }
  EXPECT_EQ(copy.bytes().data(), octets);
  EXPECT_EQ(copy.payload(), "shared");
  EXPECT_EQ(sizeof(Frame), sizeof(void*));
}

TEST(Frame, a_moved_from_or_new_frame_is_empty) {
  Frame frame = Frame::text("gone");
  const Frame taken = std::move(frame);
  EXPECT_FALSE(taken.empty());
  // NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move): this is the promise under test.
  EXPECT_TRUE(frame.empty());
  EXPECT_EQ(frame.bytes(), "");
  // NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
  EXPECT_EQ(Frame().payload(), "");
}

}  // namespace
}  // namespace heartlink::protocol
