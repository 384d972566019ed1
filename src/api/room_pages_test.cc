// SPDX-License-Identifier: Apache-2.0
// Opening a room's address in a browser, and asking for it as a program.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using testing::header_of;

struct RoomPagesTest : testing::AnnsHouse {
  RoomPagesTest() {
    auto& room = house.store.fake_rooms.by_id[model::RoomId{"mine"}];
    room.id = model::RoomId{"mine"};
    room.user1 = model::UserId{1};
  }
  std::string leads_to(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 302) << target;
    return header_of(response, "Location");
  }
  void expect_page(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 200) << target;
    EXPECT_EQ(response.file, "/index.html") << target;
    EXPECT_NE(header_of(response, "Set-Cookie").find("csrftoken="), std::string::npos) << target;
  }
  protocol::Response as_program(const std::string& target) {
    return house.get(target, {{"cookie", "sessionid=" + secret}, {"accept", "application/json"}});
  }
  model::Room& mine() { return house.store.fake_rooms.by_id[model::RoomId{"mine"}]; }
};

TEST_F(RoomPagesTest, each_of_the_three_addresses_is_the_page_of_the_room) {
  for (const auto* target :
       {"/tools/chat/room/mine/", "/tools/chat/enhanced/mine/", "/tools/heart_link/chat/mine/"}) {
    expect_page(target);
  }
}

TEST_F(RoomPagesTest, a_test_room_that_is_to_be_made_has_a_page_and_no_get_makes_it) {
  expect_page("/tools/chat/room/test-room-1/");
  EXPECT_FALSE(house.store.fake_rooms.by_id.contains(model::RoomId{"test-room-1"}));
  EXPECT_EQ(refusal_in(as_program("/tools/chat/room/test-room-1/")), "404 room_not_found 聊天室不存在");
}

TEST_F(RoomPagesTest, an_ended_room_is_read_by_whoever_asks_for_its_history_and_might_enter_it) {
  mine().status = model::RoomStatus::ended;
  expect_page("/tools/chat/room/mine/?history=1");
  EXPECT_EQ(leads_to("/tools/chat/room/mine/?history=0"), "/tools/chat-room-error/ended/mine/");
  EXPECT_EQ(refusal_in(as_program("/tools/chat/room/mine/?history=1")), "410 room_ended 聊天室已结束");
  mine().user1 = model::UserId{2};
  EXPECT_EQ(leads_to("/tools/chat/room/mine/?history=1"), "/tools/chat-room-error/no_permission/mine/");
  EXPECT_EQ(leads_to("/tools/chat/room/nowhere/?history=1"), "/tools/chat-room-error/not_found/nowhere/");
}

TEST_F(RoomPagesTest, who_may_not_enter_lands_on_a_page_that_says_why) {
  EXPECT_EQ(leads_to("/tools/chat/room/nowhere/"), "/tools/chat-room-error/not_found/nowhere/");
  EXPECT_EQ(leads_to("/tools/chat/room/a%2Fb/"), "/tools/chat-room-error/not_found/a%2Fb/");
  EXPECT_EQ(leads_to("/tools/chat/room/%0D%0Ax/"), "/tools/chat-room-error/not_found/%0D%0Ax/");
  mine().status = model::RoomStatus::ended;
  EXPECT_EQ(leads_to("/tools/chat/room/mine/"), "/tools/chat-room-error/ended/mine/");
  mine().user1 = model::UserId{2};
  EXPECT_EQ(leads_to("/tools/chat/room/mine/"), "/tools/chat-room-error/no_permission/mine/");
}

TEST_F(RoomPagesTest, a_program_gets_the_refusal_itself) {
  EXPECT_EQ(refusal_in(as_program("/tools/chat/room/nowhere/")), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refusal_in(as_program("/tools/chat/room/a%2Fb/")), "400 room_id_invalid 房间号无效");
  mine().status = model::RoomStatus::ended;
  const auto ended = as_program("/tools/heart_link/chat/mine/");
  EXPECT_EQ(refusal_in(ended), "410 room_ended 聊天室已结束");
  EXPECT_EQ(json_of(ended).at("room_ended"), true);
  EXPECT_TRUE(is_for_members_only("GET", "/tools/chat/enhanced/mine/"));
}

TEST_F(RoomPagesTest, who_is_signed_out_signs_in_first_and_comes_back) {
  const auto response = house.get("/tools/chat/room/mine/?a=b");
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(header_of(response, "Location"), "/users/login/?next=/tools/chat/room/mine/%3Fa%3Db");
}

TEST_F(RoomPagesTest, the_error_page_is_there_for_everybody_and_whatever_it_says) {
  for (const auto* target : {"/tools/chat-room-error/not_found/a/", "/tools/chat-room-error/anything/b/"}) {
    const auto response = house.get(target);
    EXPECT_EQ(response.status, 200) << target;
    EXPECT_EQ(response.file, "/index.html") << target;
  }
}

}  // namespace
}  // namespace heartlink::api
