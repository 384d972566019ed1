// SPDX-License-Identifier: Apache-2.0
// Who is in a room, and who is here.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::array;
using boost::json::object;

struct ParticipantsTest : testing::AnnsHouse {
  ParticipantsTest() {
    auto& in = answer.value();
    in.room.id = model::RoomId{"g"};
    in.room.type = model::RoomType::group;
    in.room.made_by = model::MadeBy::group;
    in.room.name = "Team";
    in.room.created_at = house.clock.wall();
    in.member_count = 2;
    in.people.resize(2);
    in.people[0].user = ann();
    in.people[0].role = model::Role::owner;
    in.people[0].read = model::EntryId{4};
    in.people[0].delivered = model::EntryId{5};
    in.people[1].user = house.store.fake_users.by_key["bob"].user;
    in.people[1].muted_until = base::WallTime{house.clock.wall().us + 60'000'000};
  }
  // The room's people as "name online role".
  std::string people() {
    const auto body = json_of(get("/tools/api/chat/g/participants/"));
    std::string text;
    for (const auto& one : body.at("data").at("participants").as_array()) {
      text += one.at("username").as_string();
      text += one.at("is_online").as_bool() ? " online " : " offline ";
      text += std::string_view{one.at("role").as_string()};
      text += ", ";
    }
    return text;
  }

  base::Result<store::Participants>& answer = house.store.fake_members.people.answer;
};

TEST_F(ParticipantsTest, of_a_room_are_told_with_role_mute_and_marks) {
  auto first = profile_of("ann", 1, true);
  first["role"] = "owner";
  first["muted_until"] = nullptr;
  first["read"] = 4;
  first["delivered"] = 5;
  auto second = profile_of("bob", 2, false);
  second["role"] = "member";
  second["muted_until"] = "2023-11-14T22:14:20+00:00";
  second["read"] = 0;
  second["delivered"] = 0;
  const auto response = get("/tools/api/chat/g/participants/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response), (object{{"success", true},
                                       {"data", object{{"room_id", "g"},
                                                       {"participants", array{first, second}},
                                                       {"status", "活跃"},
                                                       {"created_at", testing::start_of_time},
                                                       {"room_type", "group"},
                                                       {"kind", "group"},
                                                       {"name", "Team"},
                                                       {"member_count", 2}}}}));
  EXPECT_EQ(house.store.fake_members.people.asked->first.value, "g");
  EXPECT_EQ(house.store.fake_members.people.asked->second.value, 1);
}

TEST_F(ParticipantsTest, a_mute_that_is_over_is_none_and_an_ended_room_says_so) {
  house.clock.advance(std::chrono::minutes{1});
  answer->room.status = model::RoomStatus::ended;
  const auto data = json_of(get("/tools/api/chat/g/participants/")).at("data");
  EXPECT_TRUE(data.at("participants").as_array().at(1).at("muted_until").is_null());
  EXPECT_EQ(data.at("status"), "已结束");
}

TEST_F(ParticipantsTest, who_asked_lately_or_has_a_socket_is_online_unless_he_says_otherwise) {
  EXPECT_EQ(people(), "ann online owner, bob offline member, ");
  ASSERT_TRUE(house.registry.try_add_socket(model::UserId{2}, 1));
  EXPECT_EQ(people(), "ann online owner, bob online member, ");
  house.registry.set_status(model::UserId{2}, model::OnlineStatus::busy);
  EXPECT_EQ(people(), "ann online owner, bob offline member, ");
}

TEST_F(ParticipantsTest, in_an_open_room_whoever_is_there_is_a_guest_without_a_past) {
  house.registry.enter(model::RoomId{"g"}, model::UserId{9}, "zoe");
  house.registry.enter(model::RoomId{"g"}, model::UserId{1}, "ann");
  EXPECT_EQ(people(), "ann online owner, bob offline member, ") << "a group is its members";
  answer->room.type = model::RoomType::public_room;
  EXPECT_EQ(people(), "ann online owner, bob offline member, zoe offline guest, ");
  const auto body = json_of(get("/tools/api/chat/g/participants/"));
  EXPECT_EQ(body.at("data").at("participants").as_array().at(2).at("tags"), array{});
  EXPECT_EQ(body.at("data").at("room_type"), "public");
  EXPECT_EQ(body.at("data").at("member_count"), 2);
}

TEST_F(ParticipantsTest, more_than_two_hundred_are_not_named) {
  answer->room.made_by = model::MadeBy::test;
  for (int i = 10; i < 250; ++i) {
    house.registry.enter(model::RoomId{"g"}, model::UserId{i}, "n" + std::to_string(i));
  }
  const auto body = json_of(get("/tools/api/chat/g/participants/"));
  EXPECT_EQ(body.at("data").at("participants").as_array().size(), 200U);
  EXPECT_EQ(body.at("data").at("kind"), "test");
}

TEST_F(ParticipantsTest, online_users_are_the_old_shape_of_the_same) {
  answer->people.resize(2);
  EXPECT_EQ(
      json_of(get("/tools/api/chat/g/online_users/")),
      (object{{"success", true},
              {"online_users",
               array{object{{"username", "ann"}, {"last_seen", testing::start_of_time}, {"is_online", true}},
                     object{{"username", "bob"}, {"last_seen", nullptr}, {"is_online", false}}}},
              {"room_id", "g"}}));
}

TEST_F(ParticipantsTest, of_a_room_that_is_not_for_me_are_not_told) {
  for (const auto* path : {"/tools/api/chat/g/participants/", "/tools/api/chat/g/online_users/"}) {
    answer = base::fail(Code::room_not_found);
    EXPECT_EQ(refusal_in(get(path)), "404 room_not_found 聊天室不存在");
    answer = base::fail(Code::not_a_member);
    EXPECT_EQ(refusal_in(get(path)), "403 not_a_member 您没有权限访问此聊天室");
    EXPECT_TRUE(is_for_members_only("GET", path));
  }
}

TEST_F(ParticipantsTest, one_says_how_one_is) {
  const auto say = [this](std::string body) {
    return post("/tools/api/chat/online_status/", std::move(body));
  };
  const auto said = say(R"({"status":"away","room_id":"g"})");
  EXPECT_EQ(said.status, 200);
  EXPECT_EQ(json_of(said), (object{{"success", true}, {"message", "在线状态已更新"}}));
  EXPECT_EQ(house.registry.sight(model::UserId{1}, house.clock.now()).status, model::OnlineStatus::away);
  EXPECT_EQ(say("{}").status, 200);
  EXPECT_EQ(house.registry.sight(model::UserId{1}, house.clock.now()).status, model::OnlineStatus::online);
  EXPECT_EQ(refusal_in(say("x")), "400 invalid_json 无效的JSON数据格式");
  EXPECT_EQ(json_of(say(R"({"status":"gone"})")).at("code"), "field_invalid");
  EXPECT_TRUE(is_for_members_only("POST", "/tools/api/chat/online_status/"));
}

TEST_F(ParticipantsTest, any_request_of_somebody_keeps_him_live_for_a_while) {
  EXPECT_FALSE(house.registry.sight(model::UserId{1}, house.clock.now()).live);
  (void)get("/tools/api/sessions/");
  EXPECT_TRUE(house.registry.sight(model::UserId{1}, house.clock.now()).live);
  house.clock.advance(std::chrono::seconds{16});
  EXPECT_FALSE(house.registry.sight(model::UserId{1}, house.clock.now()).live);
}

}  // namespace
}  // namespace heartlink::api
