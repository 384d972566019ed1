// SPDX-License-Identifier: Apache-2.0
#include "api/wishes.h"

#include <string>

#include <gtest/gtest.h>

namespace heartlink::api {
namespace {

using base::Code;
using Tags = std::vector<std::string>;

protocol::Request with_body(std::string body) {
  protocol::Request request;
  request.headers.emplace_back("content-type", "application/json");
  request.body = std::move(body);
  return request;
}

// The four digits, or the code of the refusal.
std::string number(std::string body) {
  const auto found = number_in(with_body(std::move(body)));
  if (found) return *found;
  return found.error().code == Code::number_invalid ? "number_invalid" : "invalid_json";
}

// What was read, which must be fine.
match::Wish wish(const std::string& body) {
  match::Wish read;
  const auto done = read_wishes(with_body(body), read);
  EXPECT_TRUE(done) << body;
  return read;
}

// What is wrong with it; empty: nothing.
std::string wrong(const std::string& body) {
  match::Wish read;
  const auto done = read_wishes(with_body(body), read);
  if (done) return {};
  EXPECT_EQ(done.error().code, Code::preferences_invalid);
  return done.error().detail;
}

std::string list_of(const std::string& item, int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i)
    list += (i == 0 ? "" : ",") + item + (item == "\"t" ? std::to_string(i) + "\"" : "");
  return list + "]";
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

TEST(Number, four_ascii_digits_and_nothing_else) {
  EXPECT_EQ(number(R"({"number":"0042"})"), "0042");
  EXPECT_EQ(number(R"({"number":" 0042\n"})"), "0042");
  for (const auto* body :
       {R"({"number":"42"})", R"({"number":"00042"})", R"({"number":"004 2"})", R"({"number":"00 42"})",
        R"({"number":"１２３４"})", R"({"number":"٠٠٤٢"})", R"({"number":"+042"})", R"({"number":"0x42"})",
        R"({"number":1234})", R"({"number":true})", R"({"number":["0042"]})", R"({"number":null})", R"({})"})
    EXPECT_EQ(number(body), "number_invalid") << body;
  EXPECT_EQ(number("{"), "invalid_json");
  EXPECT_EQ(number("[]"), "invalid_json");
}

TEST(Number, a_form_is_read_as_well) {
  protocol::Request request;
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  request.body = "number=0042";
  EXPECT_EQ(number_in(request).value(), "0042");
}

TEST(Wishes, old_pages_send_none) {
  for (const auto* body :
       {"", "{}", "[]", "null", "not json", R"({"wanted":null,"language":null,"tags":null})"}) {
    const auto read = wish(body);
    EXPECT_EQ(read.about.language, "");
    EXPECT_EQ(read.about.age_band, 0);
    EXPECT_TRUE(read.about.tags.empty() && read.wanted.tags.empty());
    EXPECT_FALSE(read.wanted.hard);
  }
}

TEST(Wishes, everything_that_may_be_said) {
  const auto read = wish(R"({"language":"zh-Hans","tags":["  Go ","围棋","GO"],"age_band":3,
      "wanted":{"language":"DE","tags":["Ｇｏ"],"age_bands":[1,3,8,3],"hard":true}})");
  EXPECT_EQ(read.about.language, "zh-hans");
  EXPECT_EQ(read.about.tags, (Tags{"go", "围棋"})) << "folded, each once";
  EXPECT_EQ(read.about.age_band, 3);
  EXPECT_EQ(read.wanted.language, "de");
  EXPECT_EQ(read.wanted.tags, Tags{"go"});
  EXPECT_EQ(read.wanted.age_bands, 0b1000'0101);
  EXPECT_TRUE(read.wanted.hard);
}

TEST(Wishes, a_language_is_a_short_tag) {
  EXPECT_EQ(wish(R"({"language":")" + std::string(35, 'a') + R"("})").about.language, std::string(35, 'a'));
  EXPECT_EQ(wrong(R"({"language":")" + std::string(36, 'a') + R"("})"), "language");
  for (const auto* value : {R"("de_DE")", R"("d e")", R"("中文")", R"("de;")", "7", "[]", "true"}) {
    EXPECT_EQ(wrong(std::string{R"({"language":)"} + value + "}"), "language") << value;
    EXPECT_EQ(wrong(std::string{R"({"wanted":{"language":)"} + value + "}}"), "language") << value;
  }
}

TEST(Wishes, eight_tags_of_twenty_characters) {
  EXPECT_EQ(wish(R"({"tags":)" + list_of("\"t", 8) + "}").about.tags.size(), 8U);
  EXPECT_EQ(wrong(R"({"tags":)" + list_of("\"t", 9) + "}"), "tags");
  EXPECT_EQ(wrong(R"({"wanted":{"tags":)" + list_of("\"t", 9) + "}}"), "tags");
  EXPECT_EQ(wrong(R"({"tags":)" + list_of("\"same\"", 9) + "}"), "tags")
      << "counted before they are compared";
  // Characters as people count them: a flag is one.
  EXPECT_EQ(wish(R"({"tags":[")" + repeated("🇩🇪", 20) + R"("]})").about.tags.size(), 1U);
  EXPECT_EQ(wrong(R"({"tags":[")" + repeated("心", 21) + R"("]})"), "tags");
}

TEST(Wishes, a_tag_of_one_character_with_marks_without_end_is_refused) {
  EXPECT_EQ(wrong(R"({"tags":["a)" + repeated("\xCC\x81", 400) + R"("]})"), "tags");
  // What a fold makes of one character counts as well.
  EXPECT_EQ(wrong(R"({"wanted":{"tags":["\ufdfa)" + repeated("\xCC\x81", 304) + R"("]}})"), "tags");
}

TEST(Wishes, a_tag_is_a_text_that_can_be_seen) {
  for (const auto* list :
       {R"([""])", R"(["   "])", "[7]", "[null]", R"(["a\u0007b"])", R"(["a\u007fb"])", R"("go")", "{}", "7"})
    EXPECT_EQ(wrong(std::string{R"({"tags":)"} + list + "}"), "tags") << list;
}

TEST(Wishes, age_bands_are_one_to_eight) {
  EXPECT_EQ(wish(R"({"age_band":1})").about.age_band, 1);
  EXPECT_EQ(wish(R"({"age_band":8})").about.age_band, 8);
  for (const auto* value : {"0", "9", "-1", "257", "1.5", "true", "[]", R"("three")"})
    EXPECT_EQ(wrong(std::string{R"({"age_band":)"} + value + "}"), "age_band") << value;
  EXPECT_EQ(wish(R"({"wanted":{"age_bands":[1,2,3,4,5,6,7,8]}})").wanted.age_bands, 255);
  EXPECT_EQ(wish(R"({"wanted":{"age_bands":[]}})").wanted.age_bands, 0);
  for (const auto* value : {"[0]", "[9]", "[1,1,1,1,1,1,1,1,1]", "3", "{}", "[null]"})
    EXPECT_EQ(wrong(std::string{R"({"wanted":{"age_bands":)"} + value + "}}"), "age_bands") << value;
}

TEST(Wishes, hard_is_yes_or_no_and_wanted_an_object) {
  EXPECT_FALSE(wish(R"({"wanted":{"hard":false}})").wanted.hard);
  for (const auto* value : {"1", R"("true")", "[]"})
    EXPECT_EQ(wrong(std::string{R"({"wanted":{"hard":)"} + value + "}}"), "hard") << value;
  for (const auto* value : {"[]", "7", R"("all")", "true"})
    EXPECT_EQ(wrong(std::string{R"({"wanted":)"} + value + "}"), "wanted") << value;
}

}  // namespace
}  // namespace heartlink::api
