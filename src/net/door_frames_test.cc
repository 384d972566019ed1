// SPDX-License-Identifier: Apache-2.0
#include "net/door_frames.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/testing/codec_log.h"
#include "net/websocket_codec.h"

namespace heartlink::net {
namespace {

using base::Code;
using protocol::Frame;
using protocol::Opcode;

constexpr std::array<char, 4> mask{'\x37', '\xFA', '\x21', '\x3D'};

// Everything that `bytes` holds, fed octet by octet, each as "opcode payload"; the last line is an error.
std::vector<std::string> read(std::string_view bytes) {
  ServerFrames frames;
  std::vector<std::string> out;
  for (const char c : bytes) {
    frames.append({&c, 1});
    for (;;) {
      auto next = frames.next();
      if (next.has_error()) {
        out.push_back(std::string{next.error().code == Code::not_heartlink ? "broken" : "other"});
        return out;
      }
      if (!*next) break;
      out.push_back(std::to_string(static_cast<int>((*next)->opcode)) + " " + (*next)->payload);
    }
  }
  return out;
}

std::string bytes(std::initializer_list<int> octets) {
  std::string out;
  for (const int octet : octets) out += static_cast<char>(octet);
  return out;
}

using Lines = std::vector<std::string>;

TEST(MaskedFrame, is_what_the_server_s_own_codec_reads) {
  for (const std::size_t size : {0UL, 1UL, 125UL, 126UL, 65535UL, 65536UL}) {
    const std::string text(size, 'x');
    auto frame = masked_frame(Opcode::text, text, mask);
    WebSocketCodec codec{CodecLimits{100'000, 8}};
    testing::LoggingSink sink;
    EXPECT_FALSE(codec.feed(frame, sink).violation.has_value()) << size;
    EXPECT_EQ(sink.log, Lines{"text " + text}) << size;
  }
}

TEST(ServerFrames, are_what_the_server_writes_wherever_they_are_cut) {
  const std::string long_text(300, 'y');
  const std::string very_long_text(70'000, 'z');
  std::string stream;
  for (const auto& text : {std::string{"hi"}, long_text, very_long_text}) stream += Frame::text(text).bytes();
  stream += Frame::control(Opcode::ping, "p").bytes();
  stream += Frame::close(1001, "draining").bytes();
  EXPECT_EQ(read(stream), (Lines{"1 hi", "1 " + long_text, "1 " + very_long_text, "9 p",
                                 "8 " + bytes({0x03, 0xE9}) + "draining"}));
}

TEST(ServerFrames, put_fragments_together_around_a_ping) {
  const auto stream = bytes({0x01, 2}) + "he" + bytes({0x89, 0}) + bytes({0x80, 3}) + "llo";
  EXPECT_EQ(read(stream), (Lines{"9 ", "1 hello"}));
}

TEST(ServerFrames, that_no_server_may_send_are_broken) {
  const Lines broken{"broken"};
  EXPECT_EQ(read(bytes({0xC1, 0})), broken) << "reserved bits";
  EXPECT_EQ(read(bytes({0x81, 0x80})), broken) << "masked";
  EXPECT_EQ(read(bytes({0x83, 0})), broken) << "unknown opcode";
  EXPECT_EQ(read(bytes({0x80, 0})), broken) << "a continuation of nothing";
  EXPECT_EQ(read(bytes({0x01, 0, 0x81, 0})), broken) << "a message within a message";
  EXPECT_EQ(read(bytes({0x09, 0})), broken) << "a ping in pieces";
  EXPECT_EQ(read(bytes({0x89, 126, 0, 126})), broken) << "a long ping";
  EXPECT_EQ(read(bytes({0x81, 127, 0, 0, 0, 0, 0, 0x20, 0, 0})), broken) << "over 1 MiB";
  EXPECT_EQ(read("HTTP/1.1 400 Bad Request\r\n\r\n"), broken);
}

TEST(ServerFrames, a_message_over_the_limit_in_pieces_is_broken) {
  std::string stream = bytes({0x01, 127, 0, 0, 0, 0, 0, 0x10, 0, 0}) + std::string(1024 * 1024, 'x');
  stream += bytes({0x80, 1});
  ServerFrames frames;
  frames.append(stream);
  EXPECT_TRUE(frames.next().has_error());
}

}  // namespace
}  // namespace heartlink::net
