// SPDX-License-Identifier: Apache-2.0
// Revealing oneself and keeping a room over HTTP.
#include "api/testing/anns_house.h"

namespace heartlink::api {
namespace {

using base::Code;
using boost::json::object;

struct ConsentTest : testing::AnnsHouse {
  store::testing::FakeMembers& members = house.store.fake_members;
};

TEST_F(ConsentTest, to_reveal_oneself_is_answered_with_whether_both_have) {
  EXPECT_EQ(json_of(post("/tools/api/chat/heart-1/reveal/")),
            (object{{"success", true}, {"revealed", false}, {"mine", true}, {"theirs", false}}));
  EXPECT_EQ(members.revealed.asked->first.value, "heart-1");
  EXPECT_EQ(members.revealed.asked->second.value, 1);
  EXPECT_EQ(house.bus.confirms, 1) << "every worker has heard of it";
  members.revealed.answer->theirs = true;
  EXPECT_EQ(json_of(post("/tools/api/chat/heart-1/reveal/")),
            (object{{"success", true}, {"revealed", true}, {"mine", true}, {"theirs", true}}));
  members.revealed.answer = base::fail(Code::not_allowed);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/reveal/")), "403 not_allowed 你没有权限这样做");
}

TEST_F(ConsentTest, to_keep_a_room_likewise) {
  EXPECT_EQ(json_of(post("/tools/api/chat/heart-1/keep/")),
            (object{{"success", true}, {"kept", false}, {"mine", true}, {"theirs", false}}));
  EXPECT_EQ(members.kept.asked->first.value, "heart-1");
  members.kept.answer->theirs = true;
  EXPECT_EQ(json_of(post("/tools/api/chat/heart-1/keep/")),
            (object{{"success", true}, {"kept", true}, {"mine", true}, {"theirs", true}}));
  members.kept.answer = base::fail(Code::room_ended);
  EXPECT_EQ(refusal_in(post("/tools/api/chat/g/keep/")), "410 room_ended 聊天室已结束");
}

TEST_F(ConsentTest, both_are_for_people_who_are_signed_in) {
  for (const auto* path : {"/tools/api/chat/g/reveal/", "/tools/api/chat/g/keep/"}) {
    EXPECT_TRUE(is_for_members_only("POST", path)) << path;
    EXPECT_EQ(get(path).status, 405) << path;
  }
}

}  // namespace
}  // namespace heartlink::api
