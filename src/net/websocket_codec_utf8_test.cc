// SPDX-License-Identifier: Apache-2.0
//
// Group 6 of the protocol's cases: text is valid UTF-8 over all its frames, and a message that no longer can
// be is refused at its first bad octet, even when its frame has not arrived completely.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "net/testing/client_frames.h"
#include "net/testing/codec_log.h"
#include "net/websocket_codec.h"

namespace heartlink::net {
namespace {

using namespace testing;

const Log refused = {"fail 1007 invalid_utf8"};

std::vector<std::string> valid_texts() {
  return {
      "Hello-µ@ßöäüàá-UTF-8!!",
      "心动链接",
      "κόσμε",
      std::string("\x00", 1),
      "\x7F",
      "\xC2\x80",
      "\xDF\xBF",
      "\xE0\xA0\x80",
      "\xED\x9F\xBF",          // U+D7FF, right before the surrogates.
      "\xEE\x80\x80",          // U+E000, right after them.
      "\xEF\xBF\xBD",          // The replacement character itself.
      "\xEF\xBF\xBE",          // Non-characters are valid.
      "\xEF\xBF\xBF",
      "\xF0\x90\x80\x80",
      "\xF0\x9F\xBF\xBE",
      "\xF4\x8F\xBF\xBF",      // U+10FFFF.
  };
}

std::vector<std::string> invalid_texts() {
  const std::string kosme = "κόσμε";
  return {
      kosme + "\xED\xA0\x80" + "edited",   // A surrogate in the middle.
      kosme + "\xF4\x90\x80\x80" + "edited",
      "\x80",
      "\xBF",
      "\x80\xBF\x80\xBF",
      "\xC0 \xC1 ",
      "\xE5\xBF ",
      "\xF0\x9F\x98 ",
      "\xF8\x88\x80\x80\x80",
      "\xFC\x84\x80\x80\x80\x80",
      "\xFE",
      "\xFF\xFF",
      "\xC0\xAF",
      "\xE0\x80\xAF",
      "\xF0\x80\x80\xAF",
      "\xC1\xBF",
      "\xE0\x9F\xBF",
      "\xF0\x8F\xBF\xBF",
      "\xED\xAD\xBF",
      "\xED\xBF\xBF",
      "\xED\xA0\xBD\xED\xB8\x80",
  };
}

// The same text as one frame, and as two fragments cut at every place.
std::vector<std::string> ways_to_send(const std::string& text) {
  std::vector<std::string> ways = {client_text(text)};
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    ways.push_back(client_text_begin(text.substr(0, cut)) + client_last(text.substr(cut)));
  }
  std::string octets = client_text_begin("");
  for (const char octet : text) octets += client_more(std::string(1, octet)) + client_ping("");
  ways.push_back(octets + client_last(""));
  return ways;
}

Log without_pings(Log log) {
  std::erase(log, "ping ");
  return log;
}

TEST(WebSocketCodecUtf8, a_valid_text_may_be_cut_inside_its_characters) {
  for (const std::string& text : valid_texts()) {
    for (const std::string& bytes : ways_to_send(text)) {
      EXPECT_EQ(without_pings(run_whole(bytes).log), Log{"text " + text});
      EXPECT_EQ(without_pings(run_octets(bytes).log), Log{"text " + text});
    }
  }
}

TEST(WebSocketCodecUtf8, an_invalid_text_is_refused_however_it_is_sent) {
  for (const std::string& text : invalid_texts()) {
    for (const std::string& bytes : ways_to_send(text)) {
      EXPECT_EQ(without_pings(run_whole(bytes).log), refused) << text;
      EXPECT_EQ(without_pings(run_octets(bytes).log), refused) << text;
    }
  }
}

TEST(WebSocketCodecUtf8, a_text_must_not_end_inside_a_character) {
  for (const std::string text : {"\xC3", "\xE5", "\xE5\xBF", "\xF0\x9F\x98"}) {
    EXPECT_EQ(run_whole(client_text(text)).log, refused);
    EXPECT_EQ(run_octets(client_text_begin("ok ") + client_last(text)).log, refused);
  }
}

// 6.3: fail-fast over frames. The second fragment is bad and the message never ends.
TEST(WebSocketCodecUtf8, a_bad_fragment_is_refused_before_the_message_ends) {
  EXPECT_EQ(run_whole(client_text_begin("κόσμε") + client_more("\xF4\x90\x80\x80")).log, refused);
}

// 6.4: fail-fast inside one frame. What has arrived is enough to refuse, octet by octet and chop by chop.
TEST(WebSocketCodecUtf8, an_unfinished_frame_is_refused_at_its_first_bad_octet) {
  const std::string text = std::string("κόσμε") + "\xF4\x90\x80\x80" + "edited";
  const std::string bytes = client_text(text);
  const std::size_t bad_octet = 6 + std::string("κόσμε").size() + 1;
  EXPECT_EQ(run_whole(bytes.substr(0, bad_octet)).log, Log{});
  EXPECT_EQ(run_whole(bytes.substr(0, bad_octet + 1)).log, refused);
  EXPECT_EQ(run_octets(bytes.substr(0, bad_octet)).log, Log{});
  EXPECT_EQ(run_octets(bytes.substr(0, bad_octet + 1)).log, refused);
}

TEST(WebSocketCodecUtf8, each_message_is_validated_from_its_own_beginning) {
  const std::string bytes =
      client_text("\xE5\xBF\x83") + client_binary("\xE5\xBF") + client_text("\xE5\x8A\xA8");
  EXPECT_EQ(run_octets(bytes).log, (Log{"text 心", "binary \xE5\xBF", "text 动"}));
}

TEST(WebSocketCodecUtf8, binary_and_pings_may_hold_anything) {
  EXPECT_EQ(run_whole(client_binary("\xFF\xFE") + client_ping("\x80")).log,
            (Log{"binary \xFF\xFE", "ping \x80"}));
  const std::string around = client_text_begin("\xE5") + client_ping("\xFF") + client_last("\xBF\x83");
  EXPECT_EQ(run_octets(around).log, (Log{"ping \xFF", "text 心"}));
}

}  // namespace
}  // namespace heartlink::net
