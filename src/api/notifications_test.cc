// SPDX-License-Identifier: Apache-2.0
// The bubble of the old pages.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::array;
using boost::json::object;

struct NotificationsTest : testing::AnnsHouse {
  store::Notices& there_are() {
    auto& notices = house.store.fake_conversations.noticed.answer.value();
    notices.total = 3;
    auto& one = notices.newest.emplace_back();
    one.id = store::notice_id(2, model::EntryId{9});
    one.entry.room = model::RoomId{"g"};
    one.entry.id = model::EntryId{9};
    one.entry.sender_name = "bob";
    one.entry.content = std::string(51, 'x');
    one.entry.created_at = house.clock.wall();
    auto& two = notices.newest.emplace_back();
    two.id = 5;
    two.room_name = "Team";
    two.entry.room = model::RoomId{"team"};
    two.entry.sender_name = "zoe";
    two.entry.message_type = "emoji";
    two.entry.content = std::string(50, 'y');
    two.entry.created_at = house.clock.wall();
    model::Room room;
    room.id = model::RoomId{"g"};
    notices.rooms.emplace_back(room, 2U);
    room.id = model::RoomId{"team"};
    room.name = "Team";
    notices.rooms.emplace_back(room, 1U);
    return notices;
  }
  static object newest() {
    return {{"id", (2LL << 26) | 9},
            {"room_id", "g"},
            {"room_name", nullptr},
            {"sender_username", "bob"},
            {"message_preview", std::string(50, 'x') + "..."},
            {"created_at", testing::start_of_time}};
  }
  protocol::Response mark(std::string body) {
    return post("/tools/api/notifications/mark-read/", std::move(body));
  }

  account::testing::FakeConversations& conversations = house.store.fake_conversations;
};

TEST_F(NotificationsTest, the_summary_says_how_many_and_the_newest) {
  there_are();
  EXPECT_EQ(json_of(get("/tools/api/notifications/summary/")),
            (object{{"success", true},
                    {"total_unread", 3},
                    {"latest_notification", newest()},
                    {"has_unread", true},
                    {"user", "ann"},
                    {"timestamp", testing::start_of_time}}));
  EXPECT_EQ(conversations.noticed.asked->first.value, 1);
  EXPECT_EQ(conversations.noticed.asked->second, 1U);
}

TEST_F(NotificationsTest, when_there_is_nothing_the_summary_says_that) {
  const auto body = json_of(get("/tools/api/notifications/summary/"));
  EXPECT_EQ(body.at("total_unread"), 0);
  EXPECT_EQ(body.at("has_unread"), false);
  EXPECT_TRUE(body.at("latest_notification").is_null());
}

TEST_F(NotificationsTest, what_is_unread_is_listed_by_message_and_by_room) {
  there_are();
  auto first = newest();
  first["message_type"] = "text";
  const object second{{"id", 5},
                      {"room_id", "team"},
                      {"room_name", "Team"},
                      {"sender_username", "zoe"},
                      {"message_preview", std::string(50, 'y')},
                      {"created_at", testing::start_of_time},
                      {"message_type", "emoji"}};
  EXPECT_EQ(json_of(get("/tools/api/notifications/unread/")),
            (object{{"success", true},
                    {"total_unread", 3},
                    {"notifications", array{first, second}},
                    {"unread_rooms",
                     array{object{{"room_id", "g"}, {"room_name", nullptr}, {"unread_count", 2}},
                           object{{"room_id", "team"}, {"room_name", "Team"}, {"unread_count", 1}}}}}));
  EXPECT_EQ(conversations.noticed.asked->second, 10U);
}

TEST_F(NotificationsTest, a_room_is_marked_as_read) {
  house.store.page.marked.answer->passed = 4;
  EXPECT_EQ(json_of(mark(R"({"room_id":"g","notification_ids":[1]})")),
            (object{{"success", true}, {"message", "已标记 4 条通知为已读"}}));
  EXPECT_EQ(house.store.page.marked.asked->room.value, "g");
  EXPECT_TRUE(house.store.page.marked.asked->all);
  EXPECT_FALSE(conversations.marked.asked.has_value());
}

TEST_F(NotificationsTest, single_notices_are_marked_by_their_numbers) {
  conversations.marked.answer = 2U;
  EXPECT_EQ(json_of(mark(R"({"notification_ids":[134217737,"5"]})")),
            (object{{"success", true}, {"message", "已标记 2 条通知为已读"}}));
  EXPECT_EQ(conversations.marked.asked->first.value, 1);
  EXPECT_EQ(conversations.marked.asked->second, (std::vector<std::int64_t>{134217737, 5}));
}

TEST_F(NotificationsTest, what_cannot_be_marked_is_told_in_the_contracts_words) {
  EXPECT_EQ(refusal_in(mark("x")), "400 invalid_json 无效的JSON数据");
  for (const auto* body : {"{}", R"({"notification_ids":[]})", R"({"room_id":"","notification_ids":null})"}) {
    EXPECT_EQ(refusal_in(mark(body)), "400 field_invalid 请提供room_id或notification_ids") << body;
  }
  EXPECT_EQ(refusal_in(mark(R"({"room_id":"a/b"})")), "404 room_not_found 聊天室不存在");
  EXPECT_FALSE(house.store.page.marked.asked.has_value());
  house.store.page.marked.answer = base::fail(Code::room_not_found);
  EXPECT_EQ(refusal_in(mark(R"({"room_id":"g"})")), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(json_of(mark(R"({"notification_ids":["x"]})")).at("code"), "field_invalid");
  std::string many = "1";
  for (int i = 0; i < 500; ++i) many += ",1";
  EXPECT_EQ(json_of(mark(R"({"notification_ids":[)" + many + "]}")).at("code"), "field_invalid");
  EXPECT_FALSE(conversations.marked.asked.has_value());
}

TEST_F(NotificationsTest, all_are_cleared) {
  conversations.marked.answer = 7U;
  EXPECT_EQ(json_of(post("/tools/api/notifications/clear-all/")),
            (object{{"success", true}, {"message", "已清除 7 条通知"}}));
  EXPECT_EQ(conversations.marked.asked->first.value, 1);
  EXPECT_FALSE(conversations.marked.asked->second.has_value()) << "every room";
}

TEST_F(NotificationsTest, a_notice_to_oneself_is_written) {
  const auto create = [this](const char* body) { return post("/tools/api/notifications/create/", body); };
  house.store.fake_people.notified.answer = std::int64_t{77};
  EXPECT_EQ(json_of(create(R"({"title":"News","message":"hello","type":"info"})")),
            (object{{"success", true}, {"message", "系统通知已创建"}, {"notification_id", 77}}));
  EXPECT_EQ(house.store.fake_people.notified.asked->first.value, 1);
  EXPECT_EQ(house.store.fake_people.notified.asked->second, "News\nhello");
  EXPECT_EQ(refusal_in(create(R"({"title":"News"})")), "400 content_empty 通知消息不能为空");
  EXPECT_EQ(refusal_in(create("x")), "400 invalid_json 无效的JSON数据");
}

TEST_F(NotificationsTest, all_of_it_is_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/notifications/summary/"));
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/notifications/unread/"));
  for (const auto* path : {"/tools/api/notifications/mark-read/", "/tools/api/notifications/clear-all/",
                           "/tools/api/notifications/create/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
  }
}

}  // namespace
}  // namespace heartlink::api
