// SPDX-License-Identifier: Apache-2.0
// The texts that old pages and old programs branch on: contract.md 2.4 to 2.6, to the character, each with
// the status and the code that belong to it, whatever language the browser prefers.
#include <string>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

class ContractTexts : public TownTest {
 protected:
  static void SetUpTestSuite() {
    open({});
    town().make_pair_room("texts", "heart", "alice", "bob");
    town().make_pair_room("texts-over", "heart", "alice", "bob");
    person("alice").say("texts-over", "while it lasted");
    accepted(person("alice").post(in_room("texts-over", "leave/")));
  }
  static const Person& alice() { return person("alice"); }
  static const Person& stranger() { return person("carol"); }
  // The status and the text, where no page and no program asks for the code.
  static std::string in_words(const HttpAnswer& answer) {
    (void)refused(answer);
    return std::to_string(answer.status) + " " + text_of(answer.json(), "error");
  }
  static bool says_ended(const HttpAnswer& answer) {
    const auto body = answer.json();
    const auto* ended = body.if_contains("room_ended");
    return ended != nullptr && *ended == true;
  }
};

TEST_F(ContractTexts, reading_messages) {
  const std::string what = "messages/";
  EXPECT_EQ(refused(alice().get(in_room("nowhere", what))), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(stranger().get(in_room("texts", what))), "403 not_a_member 您没有权限访问此聊天室");
  const auto over = alice().get(in_room("texts-over", what));
  EXPECT_EQ(refused(over), "410 room_ended 聊天室已结束");
  EXPECT_TRUE(says_ended(over));
  EXPECT_EQ(alice().post(in_room("texts", what)).status, 405);
}

TEST_F(ContractTexts, sending) {
  const std::string what = "send/";
  EXPECT_EQ(refused(alice().post(in_room("nowhere", what), {{"content", "x"}})),
            "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(stranger().post(in_room("texts", what), {{"content", "x"}})),
            "403 not_a_member 您没有权限在此聊天室发送消息");
  const auto over = alice().post(in_room("texts-over", what), {{"content", "x"}});
  EXPECT_EQ(refused(over), "410 room_ended 聊天室已结束，无法发送消息");
  EXPECT_TRUE(says_ended(over));
  EXPECT_EQ(refused(alice().post_text(in_room("texts", what), "{broken")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(refused(alice().post(in_room("texts", what), {{"content", " \n "}})),
            "400 content_empty 消息内容不能为空");
  EXPECT_EQ(refused(alice().post(in_room("texts", what))), "400 content_empty 消息内容不能为空");
  const auto long_text = alice().post(in_room("texts", what), {{"content", std::string(4001, 'x')}});
  EXPECT_EQ(refused(long_text).substr(0, 20), "400 content_too_long");
  const auto wrong_method = alice().get(in_room("texts", what));
  EXPECT_EQ(wrong_method.status, 405);
  EXPECT_EQ(wrong_method.header("allow"), "POST");
}

TEST_F(ContractTexts, what_was_sent_is_answered_in_the_contracts_shape) {
  const auto body = accepted(alice().post(in_room("texts", "send/"), {{"content", "  hello  "}}));
  const auto& message = body.at("message").as_object();
  EXPECT_GT(number_of(message, "id"), 0);
  EXPECT_EQ(message.at("sender"), "alice");
  EXPECT_EQ(message.at("content"), "hello");
  EXPECT_EQ(message.at("message_type"), "text");
  EXPECT_EQ(message.at("is_own"), true);
  EXPECT_EQ(message.at("is_read"), false);
  EXPECT_NE(text_of(message, "created_at").find("+00:00"), std::string::npos);
  EXPECT_EQ(body.at("dup"), false);
}

TEST_F(ContractTexts, sending_the_same_again_at_once) {
  accepted(alice().post(in_room("texts", "send/"), {{"content", "twice"}}));
  const auto again = alice().post(in_room("texts", "send/"), {{"content", "twice"}});
  EXPECT_EQ(refused(again), "429 rate_limited 消息发送过于频繁，请稍后再试");
  accepted(alice().post(in_room("texts", "send/"), {{"content", "another text"}}));
  accepted(person("bob").post(in_room("texts", "send/"), {{"content", "twice"}}));
}

TEST_F(ContractTexts, marking_read) {
  const std::string what = "mark-read/";
  EXPECT_EQ(refused(alice().post(in_room("nowhere", what))), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(stranger().post(in_room("texts", what))), "403 not_a_member 您没有权限在此聊天室操作");
  const auto over = alice().post(in_room("texts-over", what));
  EXPECT_EQ(refused(over), "410 room_ended 聊天室已结束，无法标记已读");
  EXPECT_TRUE(says_ended(over));
  const auto body = accepted(alice().post_text(in_room("texts", what), "not even JSON"));
  EXPECT_GE(number_of(body, "marked_count"), 0);
  EXPECT_GE(number_of(body, "up_to"), 0);
}

TEST_F(ContractTexts, deleting) {
  const auto mine = alice().say("texts", "mine");
  const auto his = person("bob").say("texts", "his");
  const auto delete_of = [](const std::string& room, std::int64_t id) {
    return in_room(room, "delete-message/" + std::to_string(id) + "/");
  };
  EXPECT_EQ(refused(alice().post(delete_of("nowhere", mine))), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(stranger().post(delete_of("texts", mine))), "403 not_a_member 您没有权限在此聊天室操作");
  EXPECT_EQ(refused(alice().post(delete_of("texts", 999'999))), "404 message_not_found 消息不存在");
  EXPECT_EQ(refused(alice().post(delete_of("texts", his))), "403 not_your_message 只能删除自己发送的消息");
  const auto body = accepted(alice().post(delete_of("texts", mine)));
  EXPECT_EQ(body.at("message"), "消息已删除");
  EXPECT_EQ(number_of(body, "id"), his + 1) << "the recall is an entry of its own";
}

TEST_F(ContractTexts, presence_and_people) {
  EXPECT_EQ(accepted(alice().post("/tools/api/chat/online_status/", {{"status", "busy"}})).at("message"),
            "在线状态已更新");
  EXPECT_EQ(accepted(alice().post("/tools/api/chat/online_status/")).at("message"), "在线状态已更新");
  EXPECT_EQ(refused(alice().post_text("/tools/api/chat/online_status/", "{")),
            "400 invalid_json 无效的JSON数据格式");
  EXPECT_EQ(refused(alice().get(in_room("nowhere", "online_users/"))), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(stranger().get(in_room("texts", "online_users/"))),
            "403 not_a_member 您没有权限访问此聊天室");
  EXPECT_EQ(refused(stranger().get(in_room("texts", "participants/"))),
            "403 not_a_member 您没有权限访问此聊天室");
  const auto room = accepted(alice().get(in_room("texts", "participants/"))).at("data").as_object();
  EXPECT_EQ(room.at("status"), "活跃");
  EXPECT_EQ(room.at("room_id"), "texts");
}

TEST_F(ContractTexts, making_rooms) {
  const std::string create = "/tools/api/chat/create-room/";
  const auto made = accepted(alice().post(create, {{"room_name", "Tea Time_2"}}));
  EXPECT_EQ(made.at("room_id"), "tea-time-2");
  EXPECT_EQ(made.at("message"), "聊天室创建成功");
  EXPECT_EQ(accepted(alice().post(create, {{"room_name", "tea-time-2"}})).at("message"), "加入现有聊天室");
  EXPECT_EQ(refused(alice().post(create, {{"room_name", "  "}})), "400 room_id_invalid 房间名称不能为空");
  EXPECT_EQ(refused(alice().get(create)), "405 method_not_allowed 只支持POST请求");
}

TEST_F(ContractTexts, asking_for_a_call) {
  const std::string address = "/tools/check-video-room-status/";
  const auto told = [](const HttpAnswer& answer) {
    return refused(answer) + " " + text_of(answer.json(), "status");
  };
  EXPECT_EQ(told(alice().get(address + "nowhere/")), "404 room_not_found 聊天室不存在 not_found");
  EXPECT_EQ(told(stranger().get(address + "texts/")), "403 not_a_member 没有权限访问此聊天室 forbidden");
  EXPECT_EQ(told(alice().get(address + "texts-over/")), "200 room_ended 聊天室未激活 inactive");
  EXPECT_EQ(refused(alice().post(address + "texts/")), "405 method_not_allowed 仅支持GET请求");
  const auto active = accepted(alice().get(address + "texts/"));
  EXPECT_EQ(active.at("status"), "active");
  EXPECT_EQ(active.at("room_id"), "texts");
  EXPECT_EQ(active.at("participants"), json::array{});
  EXPECT_EQ(active.at("participant_count"), 0);
}

TEST_F(ContractTexts, notifications) {
  const std::string mark = "/tools/api/notifications/mark-read/";
  const std::string create = "/tools/api/notifications/create/";
  const auto& reader = person("dora");
  EXPECT_EQ(refused(reader.post(mark, {{"room_id", "nowhere"}})), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(in_words(reader.post(mark)), "400 请提供room_id或notification_ids");
  EXPECT_EQ(in_words(reader.post_text(mark, "{")), "400 无效的JSON数据");
  EXPECT_EQ(accepted(reader.post("/tools/api/notifications/clear-all/")).at("message"), "已清除 0 条通知");
  EXPECT_EQ(in_words(reader.post(create, {{"message", " "}})), "400 通知消息不能为空");
  EXPECT_EQ(in_words(reader.post_text(create, "{")), "400 无效的JSON数据");
  const auto made = accepted(reader.post(create, {{"title", "生成完成"}, {"message", "测试用例已生成"}}));
  EXPECT_EQ(made.at("message"), "系统通知已创建");
  EXPECT_GT(number_of(made, "notification_id"), 0);
}

TEST_F(ContractTexts, the_session) {
  const auto extended = accepted(alice().post("/users/api/extend-session/"));
  EXPECT_EQ(extended.at("message"), "Session已延长至30天");
  EXPECT_EQ(extended.at("expires_in"), 2'592'000);
}

TEST_F(ContractTexts, are_chinese_in_every_browser) {
  auto english = alice().headers();
  english.emplace_back("Accept-Language", "en-GB,en;q=0.9");
  EXPECT_EQ(refused(ask(town().server.port(), {in_room("texts-over", "messages/"), english})),
            "410 room_ended 聊天室已结束");
}

}  // namespace
}  // namespace heartlink::process
