// SPDX-License-Identifier: Apache-2.0
// Who is in a video call, as the page that has invited asks.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using boost::json::array;
using boost::json::object;

constexpr const char* path = "/tools/check-video-room-status/mine/";

struct CallsTest : testing::AnnsHouse {
  CallsTest() {
    auto& room = house.store.fake_rooms.by_id[mine];
    room.id = mine;
    room.user1 = model::UserId{1};
    room.user2 = model::UserId{2};
  }
  void answer(const char* status) {
    house.calls.changed(mine, model::UserId{2}, "bob", status, house.clock.now());
  }

  const model::RoomId mine{"mine"};
};

TEST_F(CallsTest, without_a_call_nobody_is_in_it_though_the_room_has_members) {
  EXPECT_EQ(json_of(get(path)), (object{{"success", true},
                                        {"status", "active"},
                                        {"participants", array{}},
                                        {"room_id", "mine"},
                                        {"participant_count", 0}}));
}

TEST_F(CallsTest, who_called_and_who_came_are_in_it) {
  house.calls.invited(mine, model::UserId{1}, "ann", house.clock.now());
  answer("joined");
  EXPECT_EQ(json_of(get(path)),
            (object{{"success", true},
                    {"status", "active"},
                    {"participants", array{object{{"id", 1}, {"username", "ann"}, {"is_online", true}},
                                           object{{"id", 2}, {"username", "bob"}, {"is_online", false}}}},
                    {"room_id", "mine"},
                    {"participant_count", 2}}));
}

TEST_F(CallsTest, a_no_is_told_and_forgotten_after_six_minutes) {
  house.calls.invited(mine, model::UserId{1}, "ann", house.clock.now());
  answer("declined");
  EXPECT_EQ(json_of(get(path)).at("status"), "declined");
  EXPECT_EQ(json_of(get(path)).at("participant_count"), 1);
  house.clock.advance(std::chrono::minutes{6} + std::chrono::seconds{1});
  EXPECT_EQ(json_of(get(path)).at("status"), "active");
  EXPECT_EQ(json_of(get(path)).at("participant_count"), 0);
}

TEST_F(CallsTest, every_failure_has_a_status_of_its_own) {
  for (const auto* unknown : {"/tools/check-video-room-status/x/", "/tools/check-video-room-status/a%2Fb/"}) {
    EXPECT_EQ(refusal_in(get(unknown)), "404 room_not_found 聊天室不存在");
    EXPECT_EQ(json_of(get(unknown)).at("status"), "not_found");
  }
  auto& room = house.store.fake_rooms.by_id[mine];
  room.user1 = model::UserId{3};
  EXPECT_EQ(refusal_in(get(path)), "403 not_a_member 没有权限访问此聊天室");
  EXPECT_EQ(json_of(get(path)).at("status"), "forbidden");
  room.user1 = model::UserId{1};
  for (const auto status : {model::RoomStatus::ended, model::RoomStatus::waiting}) {
    room.status = status;
    EXPECT_EQ(refusal_in(get(path)), "200 room_ended 聊天室未激活");
    EXPECT_EQ(json_of(get(path)).at("status"), "inactive");
  }
  EXPECT_TRUE(is_for_members_only("GET", path));
}

TEST_F(CallsTest, it_is_only_asked_by_get) {
  const auto response = post(path);
  EXPECT_EQ(refusal_in(response), "405 method_not_allowed 仅支持GET请求");
  EXPECT_EQ(testing::header_of(response, "Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace heartlink::api
