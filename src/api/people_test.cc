// SPDX-License-Identifier: Apache-2.0
// One person as another sees him, and the wall between two.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::array;
using boost::json::object;

using PeopleTest = testing::AnnsHouse;

TEST_F(PeopleTest, an_acquaintance_is_shown_and_nothing_private_of_him) {
  house.store.fake_members.known.answer = house.store.fake_users.by_key["bob"].user;
  const auto response = get("/tools/api/user/2/profile/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response), (object{{"success", true}, {"data", profile_of("bob", 2, false)}}));
  EXPECT_EQ(house.store.fake_members.known.asked->first.value, 1);
  EXPECT_EQ(house.store.fake_members.known.asked->second.value, 2);
}

TEST_F(PeopleTest, a_stranger_and_nobody_at_all_are_the_same) {
  house.store.fake_members.known.answer = base::fail(Code::user_not_found);
  EXPECT_EQ(refusal_in(get("/tools/api/user/3/profile/")), "404 user_not_found 没有这个用户");
  house.store.fake_members.known.asked.reset();
  for (const auto* id : {"x", "1x", "99999999999999999999"}) {
    EXPECT_EQ(refusal_in(get(std::string{"/tools/api/user/"} + id + "/profile/")),
              "404 user_not_found 没有这个用户")
        << id;
  }
  EXPECT_FALSE(house.store.fake_members.known.asked.has_value());
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/user/2/profile/"));
}

TEST_F(PeopleTest, a_person_is_blocked_by_his_whole_name) {
  auto& people = house.store.fake_people;
  people.blocked_person.answer->ended = {model::RoomId{"direct-1"}, model::RoomId{"match-2"}};
  EXPECT_EQ(json_of(post("/tools/api/users/bob/block/")),
            (object{{"success", true}, {"ended", array{"direct-1", "match-2"}}}));
  EXPECT_EQ(people.blocked_person.asked->first.value, 1);
  EXPECT_EQ(people.blocked_person.asked->second.value, 2);
  EXPECT_EQ(house.bus.confirms, 1) << "behind the workers";
  for (const auto* name : {"bo", "%ff", "bob%00"}) {
    EXPECT_EQ(refusal_in(post(std::string{"/tools/api/users/"} + name + "/block/")),
              "404 user_not_found 没有这个用户")
        << name;
  }
  people.blocked_person.answer = base::fail(Code::self_refused);
  EXPECT_EQ(refusal_in(post("/tools/api/users/ann/block/")), "400 self_refused 不能对自己这样做");
}

TEST_F(PeopleTest, the_other_one_of_a_room_is_blocked_without_a_name) {
  auto& people = house.store.fake_people;
  people.blocked_room.answer->ended = {model::RoomId{"match-2"}};
  EXPECT_EQ(json_of(post("/tools/api/chat/match-2/block/")),
            (object{{"success", true}, {"ended", array{"match-2"}}}));
  EXPECT_EQ(people.blocked_room.asked->first.value, "match-2");
  EXPECT_EQ(people.blocked_room.asked->second.value, 1);
  EXPECT_EQ(house.bus.confirms, 1);
  people.blocked_room.answer = base::fail(Code::not_allowed);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/block/")), "403 not_allowed 你没有权限这样做");
}

TEST_F(PeopleTest, a_block_is_listed_and_taken_back) {
  auto& people = house.store.fake_people;
  auto& row = people.listed.answer->emplace_back();
  row.name = "bob";
  row.at = house.clock.wall();
  EXPECT_EQ(
      json_of(get("/tools/api/users/blocked/")),
      (object{{"success", true},
              {"blocked", array{object{{"username", "bob"}, {"created_at", testing::start_of_time}}}}}));
  EXPECT_EQ(people.listed.asked->value, 1);
  EXPECT_EQ(json_of(post("/tools/api/users/bob/unblock/")), (object{{"success", true}}));
  EXPECT_EQ(people.unblocked.asked->first.value, 1);
  EXPECT_EQ(people.unblocked.asked->second.value, 2);
  EXPECT_EQ(refusal_in(post("/tools/api/users/nobody/unblock/")), "404 user_not_found 没有这个用户");
}

TEST_F(PeopleTest, a_block_under_an_alias_has_the_room_by_which_it_is_taken_back) {
  auto& people = house.store.fake_people;
  auto& row = people.listed.answer->emplace_back();
  row.name = "Owl";
  row.at = house.clock.wall();
  row.room = model::RoomId{"heart-1"};
  EXPECT_EQ(
      json_of(get("/tools/api/users/blocked/")).at("blocked"),
      (array{object{{"username", "Owl"}, {"created_at", testing::start_of_time}, {"room_id", "heart-1"}}}));
  EXPECT_EQ(json_of(post("/tools/api/chat/heart-1/unblock/")), (object{{"success", true}}));
  EXPECT_EQ(people.unblocked_room.asked->first.value, "heart-1");
  EXPECT_EQ(people.unblocked_room.asked->second.value, 1);
}

TEST_F(PeopleTest, all_of_it_is_for_people_who_are_signed_in) {
  EXPECT_TRUE(is_for_members_only("GET", "/tools/api/users/blocked/"));
  for (const auto* path : {"/tools/api/users/bob/block/", "/tools/api/users/bob/unblock/",
                           "/tools/api/chat/g/block/", "/tools/api/chat/g/unblock/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
  }
}

}  // namespace
}  // namespace heartlink::api
