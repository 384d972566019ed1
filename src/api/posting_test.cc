// SPDX-License-Identifier: Apache-2.0
// Sending, taking back and reading over HTTP.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;

constexpr base::WallTime then{1'700'000'001'500'000};

struct PostingTest : testing::AnnsHouse {
  PostingTest() {
    store::Posted posted;
    posted.id = model::EntryId{7};
    posted.created_at = then;
    posted.author.id = 1;
    posted.author.name = "ann";
    log.posted.answer = posted;
    log.recalled.answer = store::Posted{model::EntryId{12}, then, false};
  }
  protocol::Response send(std::string body) { return post("/tools/api/chat/a/send/", std::move(body)); }

  testing::OnePage& log = house.store.page;
};

TEST_F(PostingTest, a_sent_message_is_answered_as_its_author_sees_it) {
  const auto response = send(R"({"content":"  hello "})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response), (object{{"success", true},
                                       {"message", object{{"id", 7},
                                                          {"sender", "ann"},
                                                          {"sender_id", 1},
                                                          {"sender_avatar", ""},
                                                          {"content", "hello"},
                                                          {"message_type", "text"},
                                                          {"file_url", ""},
                                                          {"created_at", "2023-11-14T22:13:21.500000+00:00"},
                                                          {"is_own", true},
                                                          {"is_read", false},
                                                          {"reply_to", nullptr}}},
                                       {"dup", false}}));
  EXPECT_EQ(log.posted.asked->room.value, "a");
  EXPECT_EQ(log.posted.asked->sender.value, 1);
  EXPECT_EQ(log.posted.asked->sender_name, "ann");
  EXPECT_EQ(log.posted.asked->content, "hello");
}

TEST_F(PostingTest, what_is_marked_or_held_back_says_why) {
  log.posted.answer->caution = model::Caution::link;
  EXPECT_EQ(json_of(send(R"({"content":"a.example.com"})")).at("message").at("caution"), "link");
  log.posted.answer = base::fail(Code::message_held, "money");
  const auto held = send(R"({"content":"x"})");
  EXPECT_EQ(refusal_in(held), "422 message_held 这条消息没有发出");
  EXPECT_EQ(json_of(held).at("reason"), "money");
  EXPECT_FALSE(json_of(held).contains("retry_ms"));
}

TEST_F(PostingTest, under_an_alias_the_answer_has_the_alias) {
  auto& author = log.posted.answer.value().author;
  author.id = 2;
  author.name = "Owl";
  author.is_alias = true;
  const auto message = json_of(send(R"({"content":"hello"})")).at("message").as_object();
  EXPECT_EQ(message.at("sender"), "Owl");
  EXPECT_EQ(message.at("sender_id"), 2);
}

TEST_F(PostingTest, what_a_program_adds_goes_along) {
  log.posted.answer.value().dup = true;
  const auto body =
      json_of(send(R"({"content":"x","client_id":"c-1","reply_to":"3","message_type":"emoji"})"));
  EXPECT_EQ(body.at("dup"), true);
  EXPECT_EQ(body.at("message").at("client_id"), "c-1");
  EXPECT_EQ(body.at("message").at("reply_to"), 3);
  EXPECT_EQ(body.at("message").at("message_type"), "emoji");
  EXPECT_EQ(log.posted.asked->client_id, "c-1");
  EXPECT_EQ(log.posted.asked->reply_to->value, 3);
  EXPECT_EQ(log.posted.asked->message_type, "emoji");
}

TEST_F(PostingTest, what_cannot_be_sent_is_told_in_the_contracts_words) {
  EXPECT_EQ(refusal_in(send("{")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(refusal_in(send("")), "400 invalid_json 无效的JSON格式");
  EXPECT_EQ(refusal_in(send(R"({"content":" \n "})")), "400 content_empty 消息内容不能为空");
  EXPECT_EQ(refusal_in(send("{}")), "400 content_empty 消息内容不能为空");
  EXPECT_EQ(refusal_in(send(R"({"content":")" + std::string(4001, 'x') + "\"}")),
            "400 content_too_long 消息太长");
  for (const auto* id : {R"("")", R"("a b")", "7", "[]"}) {
    EXPECT_EQ(json_of(send(std::string{R"({"content":"x","client_id":)"} + id + "}")).at("code"),
              "client_id_invalid")
        << id;
  }
  for (const auto* field : {R"("reply_to":0)", R"("reply_to":"x")", R"("message_type":"image")"}) {
    EXPECT_EQ(json_of(send(std::string{R"({"content":"x",)"} + field + "}")).at("code"), "field_invalid")
        << field;
  }
  EXPECT_FALSE(log.posted.asked.has_value());
  EXPECT_EQ(refusal_in(post("/tools/api/chat/a%2Fb/send/", "{}")), "400 room_id_invalid 房间号无效");
}

TEST_F(PostingTest, what_the_store_refuses_to_store_too) {
  log.posted.answer = base::fail(Code::room_not_found);
  EXPECT_EQ(refusal_in(send(R"({"content":"1"})")), "404 room_not_found 聊天室不存在");
  log.posted.answer = base::fail(Code::not_a_member);
  EXPECT_EQ(refusal_in(send(R"({"content":"2"})")), "403 not_a_member 您没有权限在此聊天室发送消息");
  log.posted.answer = base::fail(Code::muted, {}, std::chrono::minutes{1});
  const auto muted = send(R"({"content":"3"})");
  EXPECT_EQ(refusal_in(muted), "403 muted 你已被禁言");
  EXPECT_EQ(json_of(muted).at("retry_ms"), 60'000);
  log.posted.answer = base::fail(Code::room_ended);
  const auto ended = send(R"({"content":"4"})");
  EXPECT_EQ(refusal_in(ended), "410 room_ended 聊天室已结束，无法发送消息");
  EXPECT_EQ(json_of(ended).at("room_ended"), true);
}

TEST_F(PostingTest, the_same_text_again_within_a_second_is_too_much_unless_it_is_numbered) {
  EXPECT_EQ(send(R"({"content":"x"})").status, 200);
  const auto again = send(R"({"content":" x "})");
  EXPECT_EQ(refusal_in(again), "429 rate_limited 消息发送过于频繁，请稍后再试");
  EXPECT_EQ(testing::header_of(again, "Retry-After"), "1");
  EXPECT_EQ(send(R"({"content":"x","client_id":"c1"})").status, 200);
  EXPECT_EQ(post("/tools/api/chat/b/send/", R"({"content":"x"})").status, 200) << "in another room";
  house.clock.advance(std::chrono::milliseconds{1000});
  EXPECT_EQ(post("/tools/api/chat/b/send/", R"({"content":"x"})").status, 200);
}

TEST_F(PostingTest, nobody_sends_faster_than_on_a_socket) {
  house.config.limits.messages_burst = 2;
  house.config.limits.messages_per_second = 1;
  EXPECT_EQ(send(R"({"content":"1","client_id":"1"})").status, 200);
  EXPECT_EQ(send(R"({"content":"2","client_id":"2"})").status, 200);
  const auto third = send(R"({"content":"3","client_id":"3"})");
  EXPECT_EQ(refusal_in(third), "429 rate_limited 消息发送过于频繁，请稍后再试");
  EXPECT_EQ(json_of(third).at("retry_ms"), 1000);
  house.clock.advance(std::chrono::seconds{1});
  EXPECT_EQ(send(R"({"content":"3","client_id":"3"})").status, 200);
}

TEST_F(PostingTest, a_message_is_deleted_by_an_entry_of_its_own) {
  const auto response = post("/tools/api/chat/a/delete-message/7/");
  EXPECT_EQ(json_of(response), (object{{"success", true}, {"message", "消息已删除"}, {"id", 12}}));
  EXPECT_EQ(log.recalled.asked->room.value, "a");
  EXPECT_EQ(log.recalled.asked->target.value, 7);
  EXPECT_EQ(log.recalled.asked->by.id.value, 1);
  EXPECT_EQ(log.recalled.asked->client_id, "");
}

TEST_F(PostingTest, a_message_that_cannot_be_deleted_says_why) {
  const auto refused = [this](Code code) {
    log.recalled.answer = base::fail(code);
    return refusal_in(post("/tools/api/chat/a/delete-message/7/"));
  };
  EXPECT_EQ(refused(Code::room_not_found), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(Code::not_a_member), "403 not_a_member 您没有权限在此聊天室操作");
  EXPECT_EQ(refused(Code::message_not_found), "404 message_not_found 消息不存在");
  EXPECT_EQ(refused(Code::not_your_message), "403 not_your_message 只能删除自己发送的消息");
  EXPECT_EQ(refused(Code::recall_too_late), "400 recall_too_late 只能删除5分钟内的消息");
  log.recalled.asked.reset();
  for (const auto* id : {"x", "0", "-1", "7x", "99999999999999999999"}) {
    EXPECT_EQ(refusal_in(post(std::string{"/tools/api/chat/a/delete-message/"} + id + "/")),
              "404 message_not_found 消息不存在")
        << id;
  }
  EXPECT_FALSE(log.recalled.asked.has_value());
}

TEST_F(PostingTest, a_recall_names_the_message_in_its_body) {
  log.recalled.answer.value().dup = true;
  for (const auto* body : {R"({"id":7})", R"({"id":"7"})"}) {
    EXPECT_EQ(json_of(post("/tools/api/chat/a/recall/", body)),
              (object{{"success", true}, {"id", 12}, {"target", 7}, {"dup", true}}));
    EXPECT_EQ(log.recalled.asked->target.value, 7);
  }
  for (const auto* body : {"{}", R"({"id":0})", R"({"id":"x"})", R"({"id":1.5})"}) {
    EXPECT_EQ(json_of(post("/tools/api/chat/a/recall/", body)).at("code"), "field_invalid") << body;
  }
  EXPECT_EQ(refusal_in(post("/tools/api/chat/a/recall/", "x")), "400 invalid_json 无效的JSON格式");
  log.recalled.answer = base::fail(Code::room_ended);
  const auto ended = post("/tools/api/chat/a/recall/", R"({"id":7})");
  EXPECT_EQ(refusal_in(ended), "410 room_ended 聊天室已结束");
  EXPECT_EQ(json_of(ended).at("room_ended"), true);
}

TEST_F(PostingTest, marking_as_read_goes_to_the_head_whatever_the_body_says) {
  store::Marked marked;
  marked.passed = 3;
  marked.read = model::EntryId{9};
  log.marked.answer = marked;
  for (const auto* body : {"", "{", R"({"message_ids":["1"]})"}) {
    EXPECT_EQ(json_of(post("/tools/api/chat/a/mark-read/", body)),
              (object{{"success", true}, {"marked_count", 3}, {"up_to", 9}}));
  }
  EXPECT_TRUE(log.marked.asked->all);
  EXPECT_EQ(log.marked.asked->room.value, "a");
  EXPECT_EQ(log.marked.asked->user.name, "ann");
}

TEST_F(PostingTest, what_cannot_be_marked_says_why) {
  const auto mark = [this](Code code) {
    log.marked.answer = base::fail(code);
    return post("/tools/api/chat/a/mark-read/");
  };
  EXPECT_EQ(refusal_in(mark(Code::room_not_found)), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refusal_in(mark(Code::not_a_member)), "403 not_a_member 您没有权限在此聊天室操作");
  EXPECT_EQ(refusal_in(mark(Code::room_ended)), "410 room_ended 聊天室已结束，无法标记已读");
  EXPECT_EQ(json_of(mark(Code::room_ended)).at("room_ended"), true);
}

TEST_F(PostingTest, all_of_it_is_for_people_who_are_signed_in_and_none_of_it_is_a_get) {
  for (const auto* path : {"/tools/api/chat/a/send/", "/tools/api/chat/a/delete-message/7/",
                           "/tools/api/chat/a/recall/", "/tools/api/chat/a/mark-read/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
    EXPECT_EQ(testing::header_of(get(path), "Allow"), "POST") << path;
  }
  EXPECT_FALSE(log.posted.asked || log.recalled.asked || log.marked.asked);
}

}  // namespace
}  // namespace heartlink::api
