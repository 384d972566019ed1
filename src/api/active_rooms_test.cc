// SPDX-License-Identifier: Apache-2.0
// The two lists of the Django application: mine, and the public ones.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::array;
using boost::json::object;

struct ActiveRoomsTest : testing::AnnsHouse {
  void there_are(std::size_t count) {
    auto& mine = house.store.fake_conversations.listed.answer.value();
    mine.resize(count);
    for (std::size_t i = 0; i < count; ++i) mine[i].room.id = model::RoomId{"r" + std::to_string(i)};
    auto& in = house.store.fake_members.people.answer.value();
    in.room.id = model::RoomId{"g"};
    in.room.created_at = house.clock.wall();
    in.member_count = 2;
    in.people.resize(2);
    in.people[0].user = ann();
    in.people[1].user = house.store.fake_users.by_key["bob"].user;
  }
  void there_is_a_public_room(const char* id) {
    model::Room room;
    room.id = model::RoomId{id};
    room.type = model::RoomType::public_room;
    room.made_by = model::MadeBy::public_room;
    house.store.fake_rooms.by_id[room.id] = room;
    auto& page = house.store.page.answer.value();
    page.room = room;
    page.room.created_at = house.clock.wall();
  }
};

TEST_F(ActiveRoomsTest, mine_are_listed_with_their_members_also_when_nobody_is_here) {
  there_are(2);
  house.store.fake_conversations.listed.answer->at(1).room.status = model::RoomStatus::ended;
  const object me{
      {"id", 1}, {"username", "ann"}, {"display_name", "ann"}, {"last_seen", testing::start_of_time}};
  const object bob{{"id", 2}, {"username", "bob"}, {"display_name", "bob"}, {"last_seen", nullptr}};
  EXPECT_EQ(json_of(get("/tools/api/chat/active_rooms/")),
            (object{{"success", true},
                    {"active_rooms", array{object{{"room_id", "g"},
                                                  {"created_at", testing::start_of_time},
                                                  {"participants", array{me, bob}},
                                                  {"participant_count", 2}}}},
                    {"active_room_count", 1},
                    {"heart_link_status", nullptr},
                    {"user_id", 1},
                    {"username", "ann"}}));
  EXPECT_EQ(house.store.fake_members.people.asked->first.value, "r0");
  EXPECT_EQ(house.store.fake_members.people.asked->second.value, 1);
}

TEST_F(ActiveRoomsTest, of_very_many_the_newest_are_listed_and_all_are_counted) {
  there_are(60);
  house.store.fake_members.people.answer->people.resize(70);
  const auto body = json_of(get("/tools/api/chat/active_rooms/"));
  EXPECT_EQ(body.at("active_rooms").as_array().size(), 50U);
  EXPECT_EQ(body.at("active_room_count"), 60);
  EXPECT_EQ(body.at("active_rooms").as_array().at(0).at("participants").as_array().size(), 50U);
  EXPECT_EQ(house.store.fake_members.people.asked->first.value, "r49");
}

TEST_F(ActiveRoomsTest, without_a_room_the_list_is_empty) {
  const auto body = json_of(get("/tools/api/chat/active_rooms/"));
  EXPECT_EQ(body.at("active_rooms"), array{});
  EXPECT_EQ(body.at("active_room_count"), 0);
}

TEST_F(ActiveRoomsTest, whoever_waits_for_heart_link_is_told_since_when_and_until_when) {
  post("/tools/api/number-match/", R"({"number":"0042"})");
  EXPECT_EQ(json_of(get("/tools/api/chat/active_rooms/")).at("heart_link_status"), nullptr) << "a number";
  post("/tools/api/number-match/cancel/");
  post("/tools/api/heart_link/create/");
  EXPECT_EQ(json_of(get("/tools/api/chat/active_rooms/")).at("heart_link_status"),
            (object{{"status", "pending"},
                    {"created_at", testing::start_of_time},
                    {"expires_at", "2023-11-14T22:23:20+00:00"}}));
}

TEST_F(ActiveRoomsTest, a_room_that_closed_meanwhile_is_left_out_and_an_outage_is_told_under_both_keys) {
  there_are(1);
  house.store.fake_members.people.answer = base::fail(Code::not_a_member);
  EXPECT_EQ(json_of(get("/tools/api/chat/active_rooms/")).at("active_rooms"), array{});
  house.store.fake_members.people.answer = base::fail(Code::busy);
  const auto sick = get("/tools/api/chat/active_rooms/");
  EXPECT_EQ(refusal_in(sick), "503 busy 服务器正忙，请稍后再试");
  EXPECT_EQ(json_of(sick).at("message"), "获取活跃聊天室信息失败");
  house.store.fake_conversations.listed.answer = base::fail(Code::unavailable);
  EXPECT_EQ(json_of(get("/tools/api/chat/active_rooms/")).at("message"), "获取活跃聊天室信息失败");
}

TEST_F(ActiveRoomsTest, public_rooms_are_listed_with_their_last_words) {
  there_is_a_public_room("hall");
  auto& entry = house.store.page.answer->entries.emplace_back();
  entry.sender_name = "bob";
  for (int i = 0; i < 51; ++i) entry.content += "心";
  entry.created_at = base::WallTime{house.clock.wall().us + 1'000'000};
  house.registry.enter(model::RoomId{"hall"}, model::UserId{2}, "bob");
  std::string fifty;
  for (int i = 0; i < 50; ++i) fifty += "心";
  EXPECT_EQ(
      json_of(get("/tools/api/chat/active-rooms/")),
      (object{{"success", true},
              {"rooms", array{object{{"room_id", "hall"},
                                     {"room_name", nullptr},
                                     {"participants_count", 1},
                                     {"last_message", object{{"content", fifty},
                                                             {"created_at", "2023-11-14T22:13:21+00:00"},
                                                             {"sender", "bob"}}},
                                     {"created_at", testing::start_of_time},
                                     {"updated_at", "2023-11-14T22:13:21+00:00"}}}}}));
  const auto& asked = house.store.page.asked.value();
  EXPECT_EQ(asked.room.value, "hall");
  EXPECT_EQ(asked.viewer.value, 1);
  EXPECT_TRUE(asked.only_messages);
  EXPECT_EQ(asked.limit, 1U);
}

TEST_F(ActiveRoomsTest, a_silent_public_room_is_as_old_as_it_is) {
  there_is_a_public_room("hall");
  house.store.page.answer->room.name = "Hall";
  const auto body = json_of(get("/tools/api/chat/active-rooms/"));
  const auto& room = body.at("rooms").as_array().at(0);
  EXPECT_EQ(room.at("room_name"), "Hall");
  EXPECT_TRUE(room.at("last_message").is_null());
  EXPECT_EQ(room.at("updated_at"), testing::start_of_time);
}

TEST_F(ActiveRoomsTest, groups_test_rooms_and_ended_rooms_are_not_public) {
  there_is_a_public_room("hall");
  auto& rooms = house.store.fake_rooms.by_id;
  rooms[model::RoomId{"group"}] = rooms.at(model::RoomId{"hall"});
  rooms[model::RoomId{"group"}].made_by = model::MadeBy::group;
  rooms[model::RoomId{"old"}] = rooms.at(model::RoomId{"hall"});
  rooms[model::RoomId{"old"}].status = model::RoomStatus::ended;
  EXPECT_EQ(json_of(get("/tools/api/chat/active-rooms/")).at("rooms").as_array().size(), 1U);
  for (int i = 0; i < 30; ++i) there_is_a_public_room(("p" + std::to_string(i)).c_str());
  EXPECT_EQ(json_of(get("/tools/api/chat/active-rooms/")).at("rooms").as_array().size(), 20U);
}

TEST_F(ActiveRoomsTest, an_outage_of_the_public_ones_is_told) {
  there_is_a_public_room("hall");
  house.store.page.answer = base::fail(Code::busy);
  EXPECT_EQ(refusal_in(get("/tools/api/chat/active-rooms/")), "503 busy 服务器正忙，请稍后再试");
}

TEST_F(ActiveRoomsTest, both_are_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/chat/active_rooms/"));
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/chat/active-rooms/"));
}

}  // namespace
}  // namespace heartlink::api
