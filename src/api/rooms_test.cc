// SPDX-License-Identifier: Apache-2.0
// My rooms over HTTP.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::array;
using boost::json::object;
using testing::header_of;

struct RoomsTest : testing::AnnsHouse {
  protocol::Response create(std::string body) {
    return post("/tools/api/chat/create-room/", std::move(body));
  }
  model::Room& there_is(const char* id, std::int64_t user) {
    auto& room = house.store.fake_rooms.by_id[model::RoomId{id}];
    room.id = model::RoomId{id};
    room.type = model::RoomType::group;
    room.made_by = model::MadeBy::group;
    room.user1 = model::UserId{user};
    return room;
  }
};

TEST_F(RoomsTest, are_listed_with_what_is_new_in_them) {
  auto& mine = house.store.fake_conversations.listed.answer.value();
  mine.resize(2);
  mine[0].room.id = model::RoomId{"direct-1"};
  mine[0].room.last_id = model::EntryId{9};
  mine[0].room.created_at = house.clock.wall();
  mine[0].other = house.store.fake_users.by_key["bob"].user;
  mine[0].unread = 2;
  mine[0].read_up_to = model::EntryId{7};
  mine[0].member_count = 2;
  auto& last = mine[0].last.emplace();
  last.id = model::EntryId{9};
  last.sender = model::UserId{2};
  last.sender_name = "bob";
  last.content = "hi";
  last.created_at = base::WallTime{house.clock.wall().us + 1'000'000};
  mine[1].room.id = model::RoomId{"g"};
  mine[1].room.type = model::RoomType::group;
  mine[1].room.made_by = model::MadeBy::group;
  mine[1].room.status = model::RoomStatus::ended;
  mine[1].room.name = "Team";
  mine[1].room.created_at = house.clock.wall();
  mine[1].role = model::Role::owner;
  mine[1].unread = 1;
  const object message{{"id", 9},
                       {"sender", "bob"},
                       {"sender_id", 2},
                       {"sender_avatar", ""},
                       {"content", "hi"},
                       {"message_type", "text"},
                       {"file_url", ""},
                       {"created_at", "2023-11-14T22:13:21+00:00"},
                       {"is_own", false},
                       {"is_read", false},
                       {"reply_to", nullptr}};
  const object first{{"room_id", "direct-1"},
                     {"kind", "direct"},
                     {"room_type", "private"},
                     {"name", ""},
                     {"status", "active"},
                     {"role", "member"},
                     {"unread", 2},
                     {"last_id", 9},
                     {"read_up_to", 7},
                     {"last_entry", object{{"type", "chat_message"}, {"id", 9}, {"message", message}}},
                     {"other", profile_of("bob", 2, false)},
                     {"member_count", 2},
                     {"created_at", testing::start_of_time},
                     {"updated_at", "2023-11-14T22:13:21+00:00"}};
  const object second{{"room_id", "g"},
                      {"kind", "group"},
                      {"room_type", "group"},
                      {"name", "Team"},
                      {"status", "ended"},
                      {"role", "owner"},
                      {"unread", 1},
                      {"last_id", 0},
                      {"read_up_to", 0},
                      {"last_entry", nullptr},
                      {"other", nullptr},
                      {"member_count", 0},
                      {"created_at", testing::start_of_time},
                      {"updated_at", testing::start_of_time}};
  EXPECT_EQ(json_of(get("/tools/api/chat/rooms/")),
            (object{{"success", true}, {"rooms", array{first, second}}, {"total_unread", 3}}));
  EXPECT_EQ(house.store.fake_conversations.listed.asked->value, 1);
}

TEST_F(RoomsTest, ones_notices_are_a_room_of_their_own_kind_and_what_i_read_is_read) {
  auto& one = house.store.fake_conversations.listed.answer.value().emplace_back();
  one.room.type = model::RoomType::system;
  one.read_up_to = model::EntryId{3};
  one.last.emplace().id = model::EntryId{3};
  const auto body = json_of(get("/tools/api/chat/rooms/"));
  const auto& room = body.at("rooms").as_array().at(0);
  EXPECT_EQ(room.at("kind"), "system");
  EXPECT_EQ(room.at("room_type"), "system");
  EXPECT_EQ(room.at("last_entry").at("message").at("is_read"), true);
  house.store.fake_conversations.listed.answer->at(0).last->sender = model::UserId{1};
  const auto own = json_of(get("/tools/api/chat/rooms/"));
  const auto& last = own.at("rooms").as_array().at(0).at("last_entry").at("message");
  EXPECT_EQ(last.at("is_own"), true);
  EXPECT_EQ(last.at("is_read"), false) << "that I have read it says nothing";
}

TEST_F(RoomsTest, a_room_is_made_from_a_form_and_from_json) {
  EXPECT_EQ(json_of(create(R"({"room_name":"My_Room"})")),
            (object{{"success", true}, {"room_id", "my-room"}, {"message", "聊天室创建成功"}}));
  const auto form = house.ask(testing::request_of("POST", "/tools/api/chat/create-room/",
                                                  {{"origin", "http://127.0.0.1:8000"},
                                                   {"content-type", "application/x-www-form-urlencoded"},
                                                   {"cookie", "sessionid=" + secret}},
                                                  "room_name=Other+Room"));
  EXPECT_EQ(json_of(form).at("room_id"), "other-room");
  const auto& made = house.store.fake_rooms.by_id.at(model::RoomId{"other-room"});
  EXPECT_EQ(made.made_by, model::MadeBy::group);
  EXPECT_EQ(made.user1, model::UserId{1});
}

TEST_F(RoomsTest, one_that_is_there_is_entered_or_not) {
  there_is("team", 1);
  EXPECT_EQ(json_of(create(R"({"room_name":"Team"})")),
            (object{{"success", true}, {"room_id", "team"}, {"message", "加入现有聊天室"}}));
  there_is("team", 2);
  EXPECT_EQ(refusal_in(create(R"({"room_name":"Team"})")), "403 not_a_member 您没有权限访问此聊天室");
}

TEST_F(RoomsTest, a_room_that_cannot_be_made_says_why) {
  for (const auto* body : {R"({"room_name":"  "})", "{}", R"({"room_name":null})", R"({"room_name":7})"}) {
    EXPECT_EQ(refusal_in(create(body)), "400 room_id_invalid 房间名称不能为空") << body;
  }
  EXPECT_EQ(refusal_in(create(R"({"room_name":"a/b"})")), "400 room_id_invalid 房间号无效");
  EXPECT_EQ(refusal_in(create(R"({"room_name":"direct-1"})")),
            "400 room_reserved 这个房间号是保留的，换一个吧");
  EXPECT_EQ(refusal_in(create(R"({"room_name":"a","kind":"heart"})")), "400 room_kind_invalid 房间类型不对");
  EXPECT_EQ(refusal_in(create(R"({"room_name":"a","kind":"public"})")), "403 not_allowed 你没有权限这样做");
  EXPECT_EQ(refusal_in(create("x")), "400 invalid_json 无效的JSON格式");
  EXPECT_TRUE(house.store.fake_rooms.by_id.empty());
  const auto bad = house.ask(testing::request_of("POST", "/tools/api/chat/create-room/",
                                                 {{"origin", "http://127.0.0.1:8000"},
                                                  {"content-type", "application/x-www-form-urlencoded"},
                                                  {"cookie", "sessionid=" + secret}},
                                                 "room_name=%ff"));
  EXPECT_EQ(refusal_in(bad), "400 room_id_invalid 房间号无效");
}

TEST_F(RoomsTest, staff_make_public_rooms) {
  ann().staff = true;
  EXPECT_EQ(create(R"({"room_name":"hall","kind":"public"})").status, 200);
  EXPECT_EQ(house.store.fake_rooms.by_id.at(model::RoomId{"hall"}).type, model::RoomType::public_room);
}

TEST_F(RoomsTest, creating_by_any_other_method_is_answered_in_the_contracts_words) {
  for (const auto* method : {"GET", "PUT", "DELETE"}) {
    const auto response = house.ask(testing::request_of(method, "/tools/api/chat/create-room/"));
    EXPECT_EQ(refusal_in(response), "405 method_not_allowed 只支持POST请求") << method;
    EXPECT_EQ(header_of(response, "Allow"), "POST");
  }
}

TEST_F(RoomsTest, the_room_with_one_other_person_is_opened_by_his_name) {
  auto& opened = house.store.fake_people.opened;
  opened.answer->room.id = model::RoomId{"direct-00ff"};
  opened.answer->made = true;
  EXPECT_EQ(json_of(post("/tools/api/chat/direct/", R"({"username":"bob"})")),
            (object{{"success", true},
                    {"room_id", "direct-00ff"},
                    {"created", true},
                    {"url", "/tools/chat/room/direct-00ff/"},
                    {"partner", profile_of("bob", 2, false)}}));
  EXPECT_EQ(opened.asked->by.id.value, 1);
  EXPECT_EQ(opened.asked->with.id.value, 2);
}

TEST_F(RoomsTest, a_person_who_cannot_be_met_is_told_about_in_one_way_or_another) {
  const auto meet = [this](const char* body) { return refusal_in(post("/tools/api/chat/direct/", body)); };
  EXPECT_EQ(meet(R"({"username":"nobody"})"), "404 user_not_found 没有这个用户");
  EXPECT_EQ(meet("{}"), "404 user_not_found 没有这个用户");
  EXPECT_EQ(meet(R"({"username":"ann"})"), "400 self_refused 不能和自己聊天");
  EXPECT_EQ(meet("x"), "400 invalid_json 无效的JSON格式");
  auto& answer = house.store.fake_people.opened.answer;
  answer = base::fail(Code::person_blocked);
  EXPECT_EQ(meet(R"({"username":"bob"})"), "403 person_blocked 你已拉黑对方");
  answer = base::fail(Code::not_accepting);
  EXPECT_EQ(meet(R"({"username":"bob"})"), "403 not_accepting 对方暂不接收消息");
  answer = base::fail(Code::too_many_rooms);
  EXPECT_EQ(meet(R"({"username":"bob"})"), "403 too_many_rooms 房间太多了");
  house.config.limits.new_rooms_per_hour = 1;
  house.clock.advance(std::chrono::hours{2});
  (void)meet(R"({"username":"bob"})");
  const auto throttled = post("/tools/api/chat/direct/", R"({"username":"bob"})");
  EXPECT_EQ(refusal_in(throttled), "429 throttled 尝试次数太多，请稍后再试");
  EXPECT_EQ(header_of(throttled, "Retry-After"), "3600");
}

TEST_F(RoomsTest, a_room_is_left) {
  auto& left = house.store.fake_members.left;
  left.answer->ended = true;
  EXPECT_EQ(json_of(post("/tools/api/chat/g/leave/")), (object{{"success", true}, {"ended", true}}));
  EXPECT_EQ(left.asked->first.value, "g");
  EXPECT_EQ(left.asked->second.value, 1);
  EXPECT_EQ(house.bus.confirms, 1) << "behind the workers";
  left.answer = base::fail(Code::room_ended);
  const auto ended = post("/tools/api/chat/g/leave/");
  EXPECT_EQ(refusal_in(ended), "410 room_ended 聊天室已结束");
  EXPECT_EQ(json_of(ended).at("room_ended"), true);
}

TEST_F(RoomsTest, a_room_is_ended) {
  there_is("g", 1).last_id = model::EntryId{4};
  EXPECT_EQ(json_of(post("/tools/api/chat/g/end/")), (object{{"success", true}, {"id", 5}}));
  EXPECT_EQ(house.store.fake_rooms.reasons.at(model::RoomId{"g"}), "ended");
  EXPECT_EQ(house.bus.confirms, 1);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/end/")), "410 room_ended 聊天室已结束");
  EXPECT_EQ(refusal_in(post("/tools/api/chat/x/end/")), "404 room_not_found 聊天室不存在");
}

TEST_F(RoomsTest, all_of_it_is_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/chat/rooms/"));
  for (const auto* path : {"/tools/api/chat/create-room/", "/tools/api/chat/direct/",
                           "/tools/api/chat/g/leave/", "/tools/api/chat/g/end/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
  }
}

}  // namespace
}  // namespace heartlink::api
