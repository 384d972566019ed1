// SPDX-License-Identifier: Apache-2.0
#include "base/log_line.h"

#include <gtest/gtest.h>

namespace heartlink::base::log {
namespace {

std::string logfmt(std::string value) { return line_body(Format::logfmt, "e", {{"k", std::move(value)}}); }
std::string json(std::string value) { return line_body(Format::json, "e", {{"k", std::move(value)}}); }

TEST(LogLine, plain_values_stand_bare_and_others_in_quotes) {
  EXPECT_EQ(logfmt("r1"), "event=e k=r1");
  EXPECT_EQ(logfmt("聊天室"), "event=e k=聊天室");
  EXPECT_EQ(logfmt("two words"), "event=e k=\"two words\"");
  EXPECT_EQ(logfmt("a=b"), "event=e k=\"a=b\"");
  EXPECT_EQ(logfmt(""), "event=e k=\"\"");
  EXPECT_EQ(logfmt(R"(say "hi" \o/)"), R"(event=e k="say \"hi\" \\o/")");
}

TEST(LogLine, json_has_the_same_members_as_strings) {
  EXPECT_EQ(line_body(Format::json, "opened", {}), R"("event":"opened")");
  EXPECT_EQ(line_body(Format::json, "opened", {{"room", "r1"}, {"count", "2"}}),
            R"("event":"opened","room":"r1","count":"2")");
  EXPECT_EQ(json(R"(say "hi" \o/)"), R"("event":"e","k":"say \"hi\" \\o/")");
}

TEST(LogLine, nothing_that_moves_a_terminal_gets_through) {
  EXPECT_EQ(logfmt("a\r\nb"), "event=e k=\"a\\u000d\\nb\"");
  EXPECT_EQ(logfmt("\x1B[31m"), "event=e k=\"\\u001b[31m\"");
  EXPECT_EQ(logfmt("\u202Eabc"), "event=e k=\"\\u202eabc\"");
  EXPECT_EQ(logfmt("\u0085\u2028\x7F"), "event=e k=\"\\u0085\\u2028\\u007f\"");
  EXPECT_EQ(json(std::string{"a\0b", 3}), R"("event":"e","k":"a\u0000b")");
  EXPECT_EQ(json("\t\x1B"), R"("event":"e","k":"\u0009\u001b")");
}

TEST(LogLine, invisible_characters_above_the_first_plane_become_surrogate_pairs) {
  EXPECT_EQ(json("\U000E0041"), R"("event":"e","k":"\udb40\udc41")");
  EXPECT_EQ(json("😀"), "\"event\":\"e\",\"k\":\"😀\"");
}

TEST(LogLine, bytes_that_are_not_utf8_are_shown_and_leave_the_line_valid) {
  EXPECT_EQ(logfmt("a\xFFz"), "event=e k=\"a\\xffz\"");
  EXPECT_EQ(json("a\xFFz"), R"("event":"e","k":"a\\xffz")");
}

}  // namespace
}  // namespace heartlink::base::log
