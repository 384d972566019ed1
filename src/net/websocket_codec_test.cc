// SPDX-License-Identifier: Apache-2.0
//
// What the codec promises its caller apart from the protocol's cases: views instead of copies, memory only
// for what is unfinished, limits before allocation, stopping and going on, silence after the end.
#include "net/websocket_codec.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "net/testing/client_frames.h"
#include "net/testing/codec_log.h"

namespace heartlink::net {
namespace {

using namespace testing;

constexpr CodecLimits small{.message_bytes_max = 1000, .fragments_max = 8};

Log whole(std::string_view bytes, CodecLimits limits = small) { return run_whole(bytes, limits).log; }

// Notes where the payload of the last message lay.
class PlaceSink final : public WebSocketCodec::Sink {
 public:
  bool on_message(protocol::Opcode /*opcode*/, std::string_view payload) override {
    place = payload.data();
    return true;
  }
  bool on_ping(std::string_view payload) override {
    place = payload.data();
    return true;
  }
  bool on_pong(std::string_view /*payload*/) override { return true; }
  void on_close(std::uint16_t /*code*/, std::string_view /*reason*/) override {}

  const char* place = nullptr;
};

TEST(WebSocketCodec, a_whole_message_is_handed_out_from_the_callers_buffer) {
  WebSocketCodec codec(small);
  PlaceSink sink;
  std::string bytes = client_text("no copy of this text is made anywhere");
  const auto fed = codec.feed(bytes, sink);
  EXPECT_EQ(fed.consumed, bytes.size());
  EXPECT_EQ(sink.place, bytes.data() + 6);
  EXPECT_EQ(bytes.substr(6), "no copy of this text is made anywhere");
  EXPECT_EQ(codec.owned_bytes(), 0U);
}

TEST(WebSocketCodec, a_whole_payload_is_not_copied_either_when_only_its_header_came_before) {
  WebSocketCodec codec(small);
  PlaceSink sink;
  std::string bytes = client_text_begin("") + client_last("the header came alone, the payload in one piece");
  std::string head = bytes.substr(0, 12);
  std::string payload = bytes.substr(12);
  EXPECT_EQ(codec.feed(head, sink).consumed, 12U);
  EXPECT_EQ(codec.feed(payload, sink).consumed, payload.size());
  EXPECT_EQ(sink.place, payload.data());
}

TEST(WebSocketCodec, an_idle_connection_owns_no_memory) {
  WebSocketCodec codec(small);
  PlaceSink sink;
  const std::string bytes = client_text_begin(std::string(300, 'a')) + client_ping(std::string(100, 'p')) +
                            client_last(std::string(300, 'b')) + client_ping(std::string(100, 'q'));
  std::size_t most = 0;
  for (const char octet : bytes) {
    std::string one(1, octet);
    EXPECT_FALSE(codec.feed(one, sink).violation);
    most = std::max(most, codec.owned_bytes());
  }
  EXPECT_GE(most, 600U);
  EXPECT_EQ(codec.owned_bytes(), 0U);
}

TEST(WebSocketCodec, memory_grows_with_what_arrived_and_not_with_what_was_claimed) {
  const CodecLimits limits{.message_bytes_max = 65536, .fragments_max = 8};
  const std::string claimed = encode({.payload = "", .claimed_length = 65536});
  EXPECT_EQ(run_whole(claimed, limits).owned_bytes_max, 0U);
  EXPECT_LE(run_whole(claimed + std::string(100, '\0'), limits).owned_bytes_max, 201U);
}

TEST(WebSocketCodec, a_message_may_be_exactly_as_large_as_the_limit) {
  const std::string text(1000, 'x');
  EXPECT_EQ(whole(client_text(text)), Log{"text " + text});
  EXPECT_EQ(whole(client_text_begin(text.substr(400)) + client_last(text.substr(600))), Log{"text " + text});
  EXPECT_EQ(whole(client_text_begin(text) + client_last("")), Log{"text " + text});
}

TEST(WebSocketCodec, a_larger_message_fails_at_its_header_before_any_allocation) {
  for (const std::uint64_t length :
       {std::uint64_t{1001}, std::uint64_t{0xFFFF}, std::uint64_t{1} << 32U, (std::uint64_t{1} << 63U) - 1}) {
    const CodecRun run = run_whole(encode({.payload = "", .claimed_length = length}), small);
    EXPECT_EQ(run.log, Log{"fail 1009 message_too_big"});
    EXPECT_EQ(run.owned_bytes_max, 0U);
  }
}

TEST(WebSocketCodec, the_size_limit_counts_all_fragments_of_a_message) {
  const std::string begin = client_text_begin(std::string(600, 'x'));
  EXPECT_EQ(whole(begin + encode({.opcode = 0, .claimed_length = 401})), Log{"fail 1009 message_too_big"});
  EXPECT_EQ(whole(begin + client_last(std::string(400, 'y')) + client_text("next")).size(), 2U);
}

TEST(WebSocketCodec, control_frames_do_not_count_against_the_size_of_the_message_around_them) {
  const std::string ping(125, 'p');
  const std::string bytes =
      client_text_begin(std::string(600, 'x')) + client_ping(ping) + client_last(std::string(400, 'x'));
  const Log expected = {"ping " + ping, "text " + std::string(1000, 'x')};
  EXPECT_EQ(whole(bytes), expected);
  EXPECT_EQ(run_octets(bytes, small).log, expected);
}

TEST(WebSocketCodec, empty_fragments_are_bounded) {
  std::string bytes = client_text_begin("");
  for (int i = 0; i < 6; ++i) bytes += client_more("");
  EXPECT_EQ(whole(bytes + client_last("end")), Log{"text end"});
  EXPECT_EQ(whole(bytes + client_more("") + client_last("end")), Log{"fail 1009 too_many_fragments"});
  EXPECT_EQ(whole(bytes + client_last("end") + bytes + client_last("again")),
            (Log{"text end", "text again"}));
}

TEST(WebSocketCodec, a_hundred_thousand_empty_fragments_end_at_the_limit_without_memory) {
  std::string bytes = client_text_begin("");
  for (int i = 0; i < 100'000; ++i) bytes += client_more("");
  const CodecRun run = run_whole(bytes, CodecLimits{});
  EXPECT_EQ(run.log, Log{"fail 1009 too_many_fragments"});
  EXPECT_EQ(run.owned_bytes_max, 0U);
}

TEST(WebSocketCodec, a_sink_that_stops_gets_the_rest_later_and_untouched) {
  WebSocketCodec codec(small);
  LoggingSink sink(1);
  const std::string first = client_text("one");
  const std::string second = client_text("two");
  std::string bytes = first + second;
  const auto fed = codec.feed(bytes, sink);
  EXPECT_EQ(fed.consumed, first.size());
  EXPECT_FALSE(fed.violation);
  EXPECT_EQ(bytes.substr(fed.consumed), second);
  const auto rest = codec.feed(std::span(bytes).subspan(fed.consumed), sink);
  EXPECT_EQ(rest.consumed, second.size());
  EXPECT_EQ(sink.log, (Log{"text one", "text two"}));
}

TEST(WebSocketCodec, a_violation_is_told_once_and_then_everything_is_swallowed) {
  WebSocketCodec codec(small);
  LoggingSink sink;
  std::string bytes = client_text("before") + encode({.opcode = 3}) + client_text("after");
  const auto fed = codec.feed(bytes, sink);
  const Violation violation = fed.violation.value_or(Violation{0, "none"});
  EXPECT_EQ(violation.close_code, 1002);
  EXPECT_EQ(violation.reason, "bad_opcode");
  EXPECT_EQ(fed.consumed, bytes.size());
  EXPECT_TRUE(codec.finished());
  std::string later = client_text("later") + encode({.opcode = 3});
  const auto more = codec.feed(later, sink);
  EXPECT_EQ(more.consumed, later.size());
  EXPECT_FALSE(more.violation);
  EXPECT_EQ(sink.log, Log{"text before"});
}

TEST(WebSocketCodec, nothing_is_delivered_after_a_close) {
  WebSocketCodec codec(small);
  LoggingSink sink;
  std::string bytes = client_close(1000) + client_text("late") + encode({.opcode = 3});
  const auto fed = codec.feed(bytes, sink);
  EXPECT_EQ(fed.consumed, bytes.size());
  EXPECT_FALSE(fed.violation);
  EXPECT_TRUE(codec.finished());
  EXPECT_EQ(sink.log, Log{"close 1000 "});
}

TEST(WebSocketCodec, an_unfinished_message_is_given_up_with_a_close_or_a_violation) {
  const std::string half = client_text_begin(std::string(500, 'x'));
  EXPECT_EQ(run_whole(half, small).owned_bytes_end > 0, true);
  EXPECT_EQ(run_whole(half + client_close(1001), small).owned_bytes_end, 0U);
  EXPECT_EQ(run_octets(half + client_close(1001, "bye"), small).owned_bytes_end, 0U);
  EXPECT_EQ(run_whole(half + client_text("x"), small).owned_bytes_end, 0U);
}

TEST(WebSocketCodec, every_mask_is_taken_off_wherever_the_payload_is_cut) {
  std::string payload;
  for (int i = 0; i < 61; ++i) payload += static_cast<char>(i * 37);
  for (const std::array<std::uint8_t, 4> mask :
       {std::array<std::uint8_t, 4>{0, 0, 0, 0}, {1, 2, 3, 4}, {0xFF, 0x00, 0x80, 0x7F}}) {
    const std::string bytes = encode({.opcode = 2, .payload = payload, .mask = mask});
    for (std::size_t a = 0; a <= bytes.size(); ++a) {
      ASSERT_EQ(run_cut(bytes, a, small).log, Log{"binary " + payload}) << a;
    }
    for (std::size_t size = 1; size < 20; ++size) {
      ASSERT_EQ(run_codec(bytes, small, [size](std::size_t) { return size; }).log, Log{"binary " + payload});
    }
  }
}

TEST(WebSocketCodec, feeding_nothing_changes_nothing) {
  const std::string bytes = client_text_begin("a") + client_ping("") + client_last("b");
  std::size_t turn = 0;
  const CodecRun run = run_codec(bytes, small, [&turn](std::size_t) { return turn++ % 2; });
  EXPECT_EQ(run.log, (Log{"ping ", "text ab"}));
}

}  // namespace
}  // namespace heartlink::net
