// SPDX-License-Identifier: Apache-2.0
// What a socket may not do, and that a refusal answers the frame and never ends the conversation, until a
// client breaks WebSocket itself.
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "net/testing/client_frames.h"
#include "tests/process/house.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
namespace frames = net::testing;

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

class Refusal : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { house_ = std::make_unique<House>(); }
  static void TearDownTestSuite() {
    if (!house_) return;
    EXPECT_EQ(house_->server.stop(), 0) << house_->server.log();
    house_.reset();
  }

  void SetUp() override { alice_.await("connection_established"); }

  // The code of the error that answers this text; the conversation must go on after it.
  std::string refused(const std::string& text) {
    alice_.send_text(text);
    return refused();
  }
  std::string refused() {
    const auto error = alice_.await("error");
    EXPECT_FALSE(error.at("message").as_string().empty());
    EXPECT_FALSE(error.at("hint").as_string().empty());
    alice_.send({{"type", "ping"}});
    alice_.await("pong");
    return std::string{error.at("code").as_string()};
  }

  static inline std::unique_ptr<House> house_;
  WebSocketClient alice_ = house_->enter(house_->alice, "test-room-refusal");
};

TEST_F(Refusal, a_binary_frame_is_answered_not_punished) {
  alice_.send_bytes(frames::client_binary(R"({"type":"ping"})"));
  EXPECT_EQ(refused(), "binary_unsupported");
}

TEST_F(Refusal, what_is_no_command_is_named) {
  EXPECT_EQ(refused(R"({"type":"dance"})"), "unknown_type");
  EXPECT_EQ(refused(R"({"type":"message",)"), "invalid_json");
  EXPECT_EQ(refused("[1,2,3]"), "invalid_json");
  EXPECT_EQ(refused(""), "invalid_json");
  EXPECT_EQ(refused(repeated("[", 5000)), "invalid_json");
  EXPECT_EQ(refused(R"({"type":7})"), "field_invalid");
  EXPECT_EQ(refused(R"({"type":"message","content":"x","client_id":"with space"})"), "client_id_invalid");
  EXPECT_EQ(refused(R"({"type":"message","content":"x","reply_to":999999})"), "reply_to_invalid");
}

TEST_F(Refusal, content_is_neither_empty_nor_endless) {
  EXPECT_EQ(refused(R"({"type":"message","content":" \n\t "})"), "content_empty");
  EXPECT_EQ(refused(json::serialize(json::object{{"content", repeated("x", 4001)}})), "content_too_long");
  // A family of five is one character to whoever reads it, and 25 bytes.
  alice_.send({{"content", repeated("心", 3999) + "👨‍👩‍👧‍👦"}, {"client_id", "longest"}});
  EXPECT_EQ(alice_.await("ack").at("client_id"), "longest");
}

TEST_F(Refusal, over_the_rate_every_message_is_answered_with_when_to_come_back) {
  constexpr int messages = 60;
  auto bob = house_->enter(house_->bob, "test-room-refusal");
  for (int i = 0; i < messages; ++i) {
    bob.queue_text(json::serialize(json::object{{"content", "fast"}, {"client_id", std::to_string(i)}}));
  }
  int acks = 0;
  int errors = 0;
  while (acks + errors < messages) {
    const auto frame = bob.next();
    if (frame.at("type") == "ack") ++acks;
    if (frame.at("type") != "error") continue;
    ++errors;
    EXPECT_EQ(frame.at("code"), "rate_limited");
    EXPECT_GT(frame.at("retry_ms").as_int64(), 0);
    EXPECT_LE(frame.at("retry_ms").as_int64(), 1000);
    EXPECT_TRUE(frame.contains("client_id"));
  }
  EXPECT_GE(acks, 20) << "a burst of 20 is allowed";
  EXPECT_GT(errors, 0);
}

TEST_F(Refusal, a_message_may_come_in_pieces_with_a_ping_between) {
  alice_.send_bytes(frames::client_text_begin(R"({"content":"in pie)"));
  alice_.send_bytes(frames::client_ping("?"));
  alice_.send_bytes(frames::client_last(R"(ces","client_id":"pieces"})"));
  EXPECT_EQ(alice_.await("ack").at("client_id"), "pieces");
}

TEST_F(Refusal, a_message_over_64_kib_closes_with_1009) {
  alice_.send_text(repeated("x", 64 * 1024 + 1));
  EXPECT_EQ(alice_.await_close().code, 1009);
}

TEST_F(Refusal, text_that_is_no_utf8_closes_with_1007) {
  alice_.send_text("\xC0\xAF");
  EXPECT_EQ(alice_.await_close().code, 1007);
}

TEST_F(Refusal, an_unmasked_frame_closes_with_1002) {
  alice_.send_bytes(frames::encode({.payload = "{}", .masked = false}));
  EXPECT_EQ(alice_.await_close().code, 1002);
}

TEST_F(Refusal, a_goodbye_is_answered_with_its_code) {
  alice_.close(1001);
  EXPECT_EQ(alice_.await_close().code, 1001);
}

}  // namespace
}  // namespace heartlink::process
