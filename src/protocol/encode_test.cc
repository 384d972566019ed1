// SPDX-License-Identifier: Apache-2.0
#include "protocol/encode.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace heartlink::protocol {
namespace {

namespace json = boost::json;

model::Entry entry() {
  model::Entry made;
  made.room = model::RoomId{"r"};
  made.id = model::EntryId{7};
  made.sender = model::UserId{3};
  made.sender_name = "小满";
  made.content = "<b>\"你好\"</b>\n";
  made.client_id = "c-1";
  made.created_at = base::WallTime{1'757'139'600'123'456};
  return made;
}

TEST(Encode, a_chat_message_keeps_the_keys_of_the_contract) {
  const auto made = entry();
  const auto frame = json::parse(encode(ChatMessage{&made, false, false})).as_object();
  EXPECT_EQ(frame.at("type"), "chat_message");
  const auto& message = frame.at("message").as_object();
  for (const auto* key : {"id", "sender", "sender_id", "sender_avatar", "content", "message_type", "file_url",
                          "created_at", "is_own", "is_read", "reply_to"}) {
    EXPECT_TRUE(message.contains(key)) << key;
  }
  EXPECT_EQ(message.at("id"), 7);
  EXPECT_EQ(message.at("content").as_string(), made.content);
  EXPECT_EQ(message.at("created_at"), "2025-09-06T06:20:00.123456+00:00");
}

TEST(Encode, only_the_sender_sees_the_client_id) {
  const auto made = entry();
  EXPECT_EQ(encode(ChatMessage{&made, false, false}).find("client_id"), std::string::npos);
  EXPECT_NE(encode(ChatMessage{&made, true, false}).find("\"client_id\":\"c-1\""), std::string::npos);
}

TEST(Encode, a_caution_is_there_only_when_there_is_one) {
  auto made = entry();
  EXPECT_FALSE(message_shape(ChatMessage{&made, true, false}).contains("caution"));
  made.caution = model::Caution::money;
  EXPECT_EQ(message_shape(ChatMessage{&made, false, false}).at("caution"), "money");
  const Ack plain{"c-1", made.id, made.created_at, false};
  EXPECT_EQ(encode(plain).find("caution"), std::string::npos);
  const Ack marked{"c-1", made.id, made.created_at, false, model::Caution::link};
  EXPECT_EQ(json::parse(encode(marked)).at("caution"), "link");
}

TEST(Encode, what_is_held_back_is_told_with_its_reason_and_nothing_else_has_one) {
  const base::Error held{base::Code::message_held, "contact"};
  EXPECT_EQ(json::parse(encode(ErrorFrame{&held, "c-9"})).at("reason"), "contact");
  const base::Error other{base::Code::field_invalid, "reply_to"};
  EXPECT_EQ(encode(ErrorFrame{&other, "c-9"}).find("reason"), std::string::npos) << "a detail is for logs";
}

TEST(Encode, whole_seconds_have_no_fraction) {
  EXPECT_EQ(iso8601(base::WallTime{1'757'139'600'000'000}), "2025-09-06T06:20:00+00:00");
}

TEST(Encode, an_error_names_code_text_and_hint_and_what_it_answers) {
  const base::Error error{base::Code::rate_limited, "", std::chrono::milliseconds{250}};
  const auto frame = json::parse(encode(ErrorFrame{&error, "c-9"})).as_object();
  EXPECT_EQ(frame.at("code"), "rate_limited");
  EXPECT_EQ(frame.at("client_id"), "c-9");
  EXPECT_EQ(frame.at("retry_ms"), 250);
  EXPECT_FALSE(frame.at("message").as_string().empty());
  EXPECT_TRUE(frame.contains("hint"));
}

TEST(Encode, resumed_tells_a_gap_and_a_reset_only_when_there_is_one) {
  Resumed plain;
  plain.after = model::EntryId{4};
  plain.to = model::EntryId{9};
  EXPECT_EQ(encode(plain), R"({"type":"resumed","after":4,"to":9,"marks":[]})");
  plain.gap = {model::EntryId{5}, model::EntryId{6}};
  plain.reset = true;
  const auto frame = json::parse(encode(plain)).as_object();
  EXPECT_EQ(frame.at("gap"), (json::array{5, 6}));
  EXPECT_EQ(frame.at("reset"), true);
}

TEST(Encode, a_recalled_message_keeps_its_place_without_its_text) {
  auto made = entry();
  made.kind = model::EntryKind::recalled;
  made.content.clear();
  made.message_type = "system";
  const auto frame = entry_frame(ChatMessage{&made, true, false});
  EXPECT_EQ(frame.at("type"), "chat_message");
  EXPECT_EQ(frame.at("id"), 7);
  const auto& message = frame.at("message").as_object();
  EXPECT_EQ(message.at("content"), "");
  EXPECT_EQ(message.at("message_type"), "system");
  EXPECT_EQ(message.at("recalled"), true);
}

TEST(Encode, a_member_change_says_what_who_by_whom_and_until_when) {
  auto made = entry();
  made.kind = model::EntryKind::member_changed;
  made.message_type = "muted";
  made.content = "1757139600000000";
  made.member_name = "大雪";
  EXPECT_EQ(json::serialize(entry_frame(ChatMessage{&made, false, false})),
            R"({"type":"member_changed","id":7,"room_id":"r","action":"muted","username":"大雪","by":"小满",)"
            R"("created_at":"2025-09-06T06:20:00.123456+00:00","muted_until":"2025-09-06T06:20:00+00:00"})");
  made.message_type = "role";
  made.content = "admin";
  EXPECT_EQ(entry_frame(ChatMessage{&made, false, false}).at("role"), "admin");
  made.message_type = "left";
  made.content.clear();
  EXPECT_FALSE(entry_frame(ChatMessage{&made, false, false}).contains("role"));
}

TEST(Encode, a_preview_is_fifty_characters_as_people_count_them) {
  EXPECT_EQ(preview("短"), "短");
  std::string fifty;
  for (int i = 0; i < 50; ++i) fifty += "👨‍👩‍👧";
  EXPECT_EQ(preview(fifty), fifty);
  EXPECT_EQ(preview(fifty + "!"), fifty + "...");
}

TEST(Encode, a_measure_says_until_when_and_null_for_what_is_not_there) {
  EXPECT_EQ(encode_body(Moderated{model::ModerationNews::mute, "fraud", base::WallTime{0}}),
            R"({"type":"moderation","action":"mute","reason":"fraud","until":"1970-01-01T00:00:00+00:00"})");
  EXPECT_EQ(encode_body(Moderated{model::ModerationNews::unmute, {}, std::nullopt}),
            R"({"type":"moderation","action":"unmute","reason":null,"until":null})");
}

TEST(Encode, what_is_gone_is_told_only_when_something_is) {
  ConnectionEstablished greeting;
  const base::Limits limits;
  greeting.limits = &limits;
  greeting.pruned_before = model::EntryId{1};
  EXPECT_FALSE(json::parse(encode(greeting)).as_object().contains("pruned_before"));
  greeting.pruned_before = model::EntryId{9};
  EXPECT_EQ(json::parse(encode(greeting)).at("pruned_before"), 9);
}

TEST(Encode, the_greeting_says_for_how_many_whole_seconds_a_message_can_be_taken_back) {
  ConnectionEstablished greeting;
  const base::Limits limits;
  greeting.limits = &limits;
  for (const auto& [window, told] : {std::pair{300'000, 300}, std::pair{1'999, 1}, std::pair{0, 0}}) {
    greeting.recall_window = std::chrono::milliseconds{window};
    EXPECT_EQ(json::parse(encode(greeting)).at("limits").at("recall_seconds"), told);
  }
}

}  // namespace
}  // namespace heartlink::protocol
