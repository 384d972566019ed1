// SPDX-License-Identifier: Apache-2.0
#include "protocol/decode.h"

#include <string>
#include <variant>

#include <gtest/gtest.h>

namespace heartlink::protocol {
namespace {

using base::Code;

Code code_of(std::string_view text) {
  const auto decoded = decode(text);
  EXPECT_TRUE(decoded.command.has_error()) << text;
  return decoded.command.has_error() ? decoded.command.error().code : Code::internal;
}

TEST(Decode, a_frame_without_a_type_is_a_message) {
  const auto decoded = decode(R"({"content":" 你好 ","client_id":"a-1"})");
  ASSERT_TRUE(decoded.command.has_value());
  const auto& message = std::get<PostMessage>(decoded.command.value());
  EXPECT_EQ(message.content, " 你好 ");
  EXPECT_EQ(message.client_id, "a-1");
  EXPECT_EQ(message.message_type, "text");
  EXPECT_FALSE(message.reply_to.has_value());
}

TEST(Decode, a_reply_may_be_named_by_number_or_by_digits) {
  for (const auto* text : {R"({"content":"x","reply_to":7})", R"({"content":"x","reply_to":"7"})"}) {
    const auto decoded = decode(text);
    ASSERT_TRUE(decoded.command.has_value());
    EXPECT_EQ(std::get<PostMessage>(decoded.command.value()).reply_to, model::EntryId{7});
  }
  EXPECT_EQ(code_of(R"({"content":"x","reply_to":"7x"})"), Code::field_invalid);
  EXPECT_EQ(code_of(R"({"content":"x","reply_to":0})"), Code::field_invalid);
  EXPECT_EQ(code_of(R"({"content":"x","reply_to":""})"), Code::field_invalid);
}

TEST(Decode, the_small_commands_are_known) {
  EXPECT_TRUE(std::get<Typing>(decode(R"({"type":"typing","is_typing":true})").command.value()).is_typing);
  EXPECT_FALSE(std::get<Typing>(decode(R"({"type":"typing"})").command.value()).is_typing);
  EXPECT_TRUE(std::holds_alternative<Ping>(decode(R"({"type":"ping"})").command.value()));
  EXPECT_TRUE(std::holds_alternative<HeartbeatAck>(decode(R"({"type":"heartbeat_ack"})").command.value()));
  EXPECT_TRUE(
      std::holds_alternative<Ignored>(decode(R"({"type":"new_message","message_id":3})").command.value()));
}

TEST(Decode, what_is_not_an_object_is_invalid_json) {
  for (const auto* text : {"", "{", "[]", "7", "null", "\"x\"", "{}x", "{\"a\":}"}) {
    EXPECT_EQ(code_of(text), Code::invalid_json) << text;
  }
  EXPECT_EQ(code_of(std::string(200, '[')), Code::invalid_json);
}

TEST(Decode, an_unknown_type_is_named_in_the_answer) {
  const auto decoded = decode(R"({"type":"dance","client_id":"c9"})");
  EXPECT_EQ(decoded.command.error().code, Code::unknown_type);
  EXPECT_EQ(decoded.command.error().detail, "dance");
  EXPECT_EQ(decoded.client_id, "c9");
}

TEST(Decode, a_field_of_the_wrong_shape_is_refused_by_name) {
  EXPECT_EQ(decode(R"({"content":7})").command.error().detail, "content");
  EXPECT_EQ(decode(R"({"content":"x","message_type":"image"})").command.error().detail, "message_type");
  EXPECT_EQ(decode(R"({"type":"typing","is_typing":1})").command.error().detail, "is_typing");
  EXPECT_EQ(code_of(R"({"type":3})"), Code::field_invalid);
}

TEST(Decode, a_client_id_is_short_and_plain) {
  EXPECT_TRUE(is_client_id(std::string(64, 'a')));
  EXPECT_FALSE(is_client_id(std::string(65, 'a')));
  EXPECT_FALSE(is_client_id(""));
  EXPECT_FALSE(is_client_id("a b"));
  EXPECT_EQ(code_of(R"({"content":"x","client_id":"ä"})"), Code::client_id_invalid);
  EXPECT_EQ(code_of(R"({"content":"x","client_id":5})"), Code::client_id_invalid);
}

TEST(Decode, a_long_message_is_read_whole) {
  const std::string body(60'000, 'x');
  const auto decoded = decode("{\"content\":\"" + body + "\"}");
  EXPECT_EQ(std::get<PostMessage>(decoded.command.value()).content, body);
}

TEST(Decode, a_read_mark_names_messages_by_number_or_by_digits_each_once_and_ascending) {
  const auto decoded = decode(R"({"type":"read_status","message_ids":["12",7,12,"x",-1,0,null,{}]})");
  EXPECT_EQ(std::get<Read>(decoded.command.value()).ids,
            (std::vector<model::EntryId>{model::EntryId{7}, model::EntryId{12}}));
  EXPECT_EQ(std::get<Read>(decode(R"({"type":"read_status","up_to":"9"})").command.value()).up_to,
            model::EntryId{9});
  EXPECT_TRUE(
      std::get<Read>(decode(R"({"type":"read_status","message_ids":[]})").command.value()).ids.empty());
}

TEST(Decode, of_very_many_ids_the_highest_are_kept) {
  std::string text = R"({"type":"read_status","message_ids":[1)";
  for (int id = 2; id <= 600; ++id) text += "," + std::to_string(id);
  const auto decoded = decode(text + "]}");
  const auto& ids = std::get<Read>(decoded.command.value()).ids;
  ASSERT_EQ(ids.size(), 500U);
  EXPECT_EQ(ids.front().value, 101);
  EXPECT_EQ(ids.back().value, 600);
}

TEST(Decode, marks_recalls_and_calls_name_the_field_that_is_wrong) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"({"type":"read_status"})", "message_ids"},
      {R"({"type":"read_status","up_to":-1})", "up_to"},
      {R"({"type":"delivered","up_to":"many"})", "up_to"},
      {R"({"type":"online_status","status":7})", "status"},
      {R"({"type":"recall"})", "id"},
      {R"({"type":"video_call_invite","message":[]})", "message"},
      {R"({"type":"video_call_status","status":""})", "status"},
      {R"({"type":"video_call_status","status":")" + std::string(601, 'x') + "\"}", "status"}};
  for (const auto& [text, field] : cases) {
    const auto decoded = decode(text);
    ASSERT_TRUE(decoded.command.has_error()) << text;
    EXPECT_EQ(decoded.command.error().code, Code::field_invalid) << text;
    EXPECT_EQ(decoded.command.error().detail, field) << text;
  }
}

TEST(Decode, what_the_old_pages_say_of_calls_and_of_themselves_is_known) {
  const auto invite = decode(R"({"type":"video_call_invite","room_id":"r","message":"来聊"})");
  EXPECT_EQ(std::get<CallInvite>(invite.command.value()).message, "来聊");
  const auto status =
      decode(R"({"type":"video_call_status","status":"joined","message_id":17,"video_room_id":"r"})");
  EXPECT_EQ(std::get<CallStatus>(status.command.value()).message_id, "17");
  EXPECT_EQ(std::get<SetStatus>(decode(R"({"type":"online_status"})").command.value()).status,
            model::OnlineStatus::online);
  const auto recall = decode(R"({"type":"recall","id":"5","client_id":"r-1"})");
  EXPECT_EQ(std::get<Recall>(recall.command.value()).id.value, 5);
  EXPECT_EQ(std::get<Recall>(recall.command.value()).client_id, "r-1");
}

}  // namespace
}  // namespace heartlink::protocol
