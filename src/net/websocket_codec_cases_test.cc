// SPDX-License-Identifier: Apache-2.0
//
// The protocol's cases as a table: octets in, events out. The numbers in front of the names are the groups
// that WebSocket test suites commonly use (1 framing, 2 ping and pong, 3 reserved bits, 4 opcodes, 5
// fragmentation, 7 close, 9 sizes); "rfc" are demands of RFC 6455 beyond them. Group 6, UTF-8, has a file of
// its own. Each case is fed whole, octet by octet, cut at every place, and with a sink that stops: the events
// must be the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include "net/testing/client_frames.h"
#include "net/testing/codec_log.h"
#include "net/websocket_codec.h"

namespace heartlink::net {
namespace {

using namespace testing;
using protocol::Opcode;

struct Case {
  std::string name;
  std::string bytes;
  Log events;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

// "5.3 a text" becomes "5_3_a_text", which is all that a test's name may hold.
std::string name_of(const ::testing::TestParamInfo<Case>& info) {
  std::string name = info.param.name;
  std::replace_if(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

std::string repeat(const std::string& what, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += what;
  return all;
}

std::vector<Case> framing_cases() {
  std::vector<Case> cases;
  for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 128U, 2000U}) {
    const std::string payload(size, '*');
    cases.push_back({"1.1 a text of " + std::to_string(size), client_text(payload), {"text " + payload}});
    const std::string octets(size, '\xFE');
    cases.push_back({"1.2 a binary of " + std::to_string(size), client_binary(octets), {"binary " + octets}});
  }
  return cases;
}

std::vector<Case> ping_cases() {
  const std::string longest(125, '\xFE');
  return {
      {"2.1 an empty ping", client_ping(""), {"ping "}},
      {"2.2 a ping with text", client_ping("hello"), {"ping hello"}},
      {"2.3 a ping that is not UTF-8", client_ping("\x80\xFE\xFF"), {"ping \x80\xFE\xFF"}},
      {"2.4 the longest ping", client_ping(longest), {"ping " + longest}},
      {"2.5 a ping of 126", client_ping(longest + "x"), {"fail 1002 control_too_long"}},
      {"2.7 an unsolicited pong", client_pong(""), {"pong "}},
      {"2.9 a pong, then a ping", client_pong("a") + client_ping("b"), {"pong a", "ping b"}},
      {"2.10 ten pings", repeat(client_ping("p"), 10), Log(10, "ping p")},
  };
}

std::vector<Case> header_cases() {
  std::vector<Case> cases;
  const std::string before = client_text("before");
  for (std::uint8_t reserved = 1; reserved < 8; ++reserved) {
    for (const std::uint8_t opcode : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{8}, std::uint8_t{9}}) {
      const std::string bad = encode({.opcode = opcode, .payload = "", .reserved = reserved});
      cases.push_back({"3 reserved " + std::to_string(reserved) + " on " + std::to_string(opcode),
                       before + bad + client_ping("never answered"),
                       {"text before", "fail 1002 reserved_bits"}});
    }
  }
  for (const std::uint8_t opcode : std::vector<std::uint8_t>{3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    for (const char* payload : {"", "x"}) {
      cases.push_back(
          {"4 opcode " + std::to_string(opcode) + payload,
           before + encode({.opcode = opcode, .payload = payload}) + client_ping("never answered"),
           {"text before", "fail 1002 bad_opcode"}});
    }
  }
  return cases;
}

std::vector<Case> fragment_cases() {
  const std::string two = client_text_begin("frag") + client_last("ment");
  return {
      {"5.1 a fragmented ping",
       client_frame(Opcode::ping, "a", false) + client_last("b"),
       {"fail 1002 fragmented_control"}},
      {"5.2 a fragmented pong",
       client_frame(Opcode::pong, "a", false) + client_last("b"),
       {"fail 1002 fragmented_control"}},
      {"5.3 a text in two fragments", two, {"text fragment"}},
      {"5.6 a ping between fragments",
       client_text_begin("frag") + client_ping("now") + client_last("ment"),
       {"ping now", "text fragment"}},
      {"5.9 a continuation without a start",
       client_last("x") + client_text("y"),
       {"fail 1002 unexpected_continuation"}},
      {"5.10 an unfinished continuation without a start",
       client_more("x") + client_text("y"),
       {"fail 1002 unexpected_continuation"}},
      {"5.11 a continuation after a message",
       two + client_last("x"),
       {"text fragment", "fail 1002 unexpected_continuation"}},
      {"5.15 a continuation after an unfragmented message",
       client_text("a") + client_more("b") + client_last("c"),
       {"text a", "fail 1002 unexpected_continuation"}},
      {"5.18 a second start", client_text_begin("a") + client_text("b"), {"fail 1002 expected_continuation"}},
      {"5.18 a binary start inside a text",
       client_text_begin("a") + client_frame(Opcode::binary, "b", false),
       {"fail 1002 expected_continuation"}},
      {"5.19 five fragments with two pings",
       client_text_begin("1") + client_more("2") + client_ping("p") + client_more("3") + client_more("4") +
           client_ping(std::string(125, 'q')) + client_last("5"),
       {"ping p", "ping " + std::string(125, 'q'), "text 12345"}},
      {"5 a fragmented binary",
       client_frame(Opcode::binary, "\xFF", false) + client_pong("") + client_last("\xFE"),
       {"pong ", "binary \xFF\xFE"}},
      {"6.1 three empty fragments", client_text_begin("") + client_more("") + client_last(""), {"text "}},
      {"6.1 an empty start and end",
       client_text_begin("") + client_more("middle") + client_last("") + client_text("next"),
       {"text middle", "text next"}},
      {"9 many small fragments",
       client_text_begin("ab") + repeat(client_more("cd"), 50) + client_last("ef"),
       {"text ab" + repeat("cd", 50) + "ef"}},
  };
}

std::vector<Case> close_cases() {
  const std::string reason(123, 'r');
  const auto raw = [](std::string_view payload) { return client_frame(Opcode::close, payload); };
  std::vector<Case> cases = {
      {"7.1 a message, then a close", client_text("a") + client_close(1000), {"text a", "close 1000 "}},
      {"7.1 two closes", client_close(1000) + client_close(1001), {"close 1000 "}},
      {"7.1 a ping after the close", client_close(1000) + client_ping("p"), {"close 1000 "}},
      {"7.1 a text after the close", client_close(1000) + client_text("t"), {"close 1000 "}},
      {"7.1 rubbish after the close", client_close(1000) + "\xFF\xFF\xFF", {"close 1000 "}},
      {"7.1 a close between fragments",
       client_text_begin("a") + client_close(1000) + client_last("b"),
       {"close 1000 "}},
      {"7.3 no payload", raw(""), {"close 1005 "}},
      {"7.3 one octet", raw("\x03"), {"fail 1002 bad_close_payload"}},
      {"7.3 a code alone", client_close(1000), {"close 1000 "}},
      {"7.3 a reason", client_close(1000, "bye, 再见"), {"close 1000 bye, 再见"}},
      {"7.3 the longest reason", client_close(1000, reason), {"close 1000 " + reason}},
      {"7.3 a reason too long", client_close(1000, reason + "r"), {"fail 1002 control_too_long"}},
      {"7.5 a reason that is not UTF-8", client_close(1000, "a\xED\xA0\x80"), {"fail 1007 invalid_utf8"}},
      {"7.5 a reason that ends inside a character",
       client_close(1000, "\xE5\xBF"),
       {"fail 1007 invalid_utf8"}},
      {"7 a fragmented close", client_frame(Opcode::close, "", false), {"fail 1002 fragmented_control"}},
  };
  const std::vector<std::uint16_t> valid = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010,
                                            1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999};
  for (const std::uint16_t code : valid) {
    cases.push_back({"7.7 code " + std::to_string(code),
                     client_close(code, "why"),
                     {"close " + std::to_string(code) + " why"}});
  }
  const std::vector<std::uint16_t> invalid = {0,    1,    999,  1004, 1005, 1006, 1015,
                                              1016, 1100, 2000, 2999, 5000, 65535};
  for (const std::uint16_t code : invalid) {
    cases.push_back({"7.9 code " + std::to_string(code), client_close(code), {"fail 1002 bad_close_code"}});
  }
  return cases;
}

std::vector<Case> rfc_cases() {
  std::vector<Case> cases = {
      {"rfc 5.1 an unmasked text",
       encode({.payload = "hello", .masked = false}),
       {"fail 1002 unmasked_frame"}},
      {"rfc 5.1 an unmasked empty ping",
       encode({.opcode = 9, .masked = false}),
       {"fail 1002 unmasked_frame"}},
      {"rfc 5.1 an unmasked close after a text",
       client_text("a") + encode({.opcode = 8, .masked = false}),
       {"text a", "fail 1002 unmasked_frame"}},
      {"rfc 5.2 a highest bit of the length",
       encode({.length_form = LengthForm::eight_octets, .claimed_length = std::uint64_t{1} << 63U}),
       {"fail 1002 length_out_of_range"}},
      {"rfc 5.2 all bits of the length",
       encode({.opcode = 2, .length_form = LengthForm::eight_octets, .claimed_length = ~std::uint64_t{0}}),
       {"fail 1002 length_out_of_range"}},
      {"rfc 5.5 a long form on a ping",
       encode({.opcode = 9, .payload = "p", .length_form = LengthForm::two_octets}),
       {"fail 1002 control_too_long"}},
      {"9 one octet over the limit", encode({.claimed_length = 2001}), {"fail 1009 message_too_big"}},
      {"9 one octet over the limit over two frames",
       client_text_begin(std::string(1000, 'a')) + encode({.opcode = 0, .claimed_length = 1001}),
       {"fail 1009 message_too_big"}},
      {"nothing", "", {}},
      {"half a header", client_text("hello").substr(0, 5), {}},
      {"half a payload", client_text_begin("a") + client_text("b").substr(0, 1), {}},
  };
  for (const std::size_t size : {0U, 1U, 125U}) {
    cases.push_back({"rfc 5.2 the two-octet form for " + std::to_string(size),
                     encode({.payload = std::string(size, 'x'), .length_form = LengthForm::two_octets}),
                     {"fail 1002 length_not_minimal"}});
  }
  for (const std::size_t size : {0U, 125U, 126U, 65535U}) {
    cases.push_back({"rfc 5.2 the eight-octet form for " + std::to_string(size),
                     encode({.length_form = LengthForm::eight_octets, .claimed_length = size}),
                     {"fail 1002 length_not_minimal"}});
  }
  return cases;
}

class WebSocketCodecCases : public ::testing::TestWithParam<Case> {};

TEST_P(WebSocketCodecCases, gives_the_same_events_however_it_is_cut) {
  const Case& one = GetParam();
  constexpr CodecLimits limits{.message_bytes_max = 2000, .fragments_max = 64};
  EXPECT_EQ(run_whole(one.bytes, limits).log, one.events);
  EXPECT_EQ(run_octets(one.bytes, limits).log, one.events);
  for (std::size_t cut = 1; cut < one.bytes.size(); ++cut) {
    ASSERT_EQ(run_cut(one.bytes, cut, limits).log, one.events) << "cut at " << cut;
  }
  for (const std::size_t stop_every : {1U, 2U, 3U}) {
    const auto all = [](std::size_t left) { return left; };
    EXPECT_EQ(run_codec(one.bytes, limits, all, stop_every).log, one.events) << "stop every " << stop_every;
  }
}

INSTANTIATE_TEST_SUITE_P(framing, WebSocketCodecCases, ::testing::ValuesIn(framing_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(ping, WebSocketCodecCases, ::testing::ValuesIn(ping_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(header, WebSocketCodecCases, ::testing::ValuesIn(header_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(fragments, WebSocketCodecCases, ::testing::ValuesIn(fragment_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(closing, WebSocketCodecCases, ::testing::ValuesIn(close_cases()), name_of);
INSTANTIATE_TEST_SUITE_P(rfc, WebSocketCodecCases, ::testing::ValuesIn(rfc_cases()), name_of);

// 1.1 and 9: sizes too large to cut at every place, in chops as a slow network makes them.
TEST(WebSocketCodecSizes, large_messages_survive_chops_of_any_size) {
  constexpr CodecLimits limits{.message_bytes_max = std::size_t{16} << 20U, .fragments_max = 1 << 20};
  for (const std::size_t size : {65535U, 65536U, 1U << 20U}) {
    const std::string text(size, 'x');
    for (const std::size_t chop : {64U, 997U, 2048U, 65536U}) {
      const CodecRun run = run_codec(client_text(text), limits, [chop](std::size_t) { return chop; });
      ASSERT_EQ(run.log, Log{"text " + text}) << size << ' ' << chop;
      ASSERT_LE(run.owned_bytes_max, 2 * size + 2);
      ASSERT_EQ(run.owned_bytes_end, 0U);
    }
  }
}

TEST(WebSocketCodecSizes, four_mebibytes_arrive_in_fragments_of_any_size) {
  constexpr CodecLimits limits{.message_bytes_max = std::size_t{4} << 20U, .fragments_max = 1 << 20};
  const std::string text(std::size_t{4} << 20U, 'y');
  for (const std::size_t fragment : {std::size_t{256}, std::size_t{65536}, std::size_t{1} << 20U}) {
    std::string bytes = client_text_begin("");
    for (std::size_t at = 0; at < text.size(); at += fragment)
      bytes += client_more(text.substr(at, fragment));
    ASSERT_EQ(run_whole(bytes + client_last(""), limits).log, Log{"text " + text}) << fragment;
  }
}

}  // namespace
}  // namespace heartlink::net
