// SPDX-License-Identifier: Apache-2.0
// Blocking somebody: no direct chat in either direction, the open chats of the two end at once, and the one
// who is blocked is told no more than a stranger would be.
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

const std::string direct = "/tools/api/chat/direct/";

class Blocks : public TownTest {
 protected:
  static std::string direct_room(const std::string& who, const std::string& with) {
    (void)person(with);
    return text_of(accepted(person(who).post(direct, {{"username", with}})), "room_id");
  }
  static HttpAnswer block(const std::string& who, const std::string& whom) {
    return person(who).post("/tools/api/users/" + whom + "/block/");
  }
  static std::vector<std::string> blocked_by(const std::string& who) {
    std::vector<std::string> names;
    const auto list = accepted(person(who).get("/tools/api/users/blocked/"));
    for (const auto& each : list.at("blocked").as_array()) {
      EXPECT_TRUE(each.at("created_at").is_string());
      names.push_back(text_of(each.as_object(), "username"));
    }
    return names;
  }
};

TEST_F(Blocks, blocking_ends_the_chat_of_the_two_and_neither_can_begin_another) {
  const auto room = direct_room("ann", "bo");
  auto ann = person("ann").live_in(room);
  auto bo = person("bo").live_in(room);
  EXPECT_EQ(accepted(block("ann", "bo")).at("ended"), (json::array{json::string{room}}));
  for (auto* socket : {&ann, &bo}) {
    const auto ended = socket->await("room_ended");
    EXPECT_EQ(ended.at("reason"), "left") << "neutral: the other does not learn why";
    EXPECT_EQ(socket->await_close().code, 4410);
  }
  EXPECT_EQ(refused(person("ann").post(direct, {{"username", "bo"}})), "403 person_blocked 你已拉黑对方");
  EXPECT_EQ(refused(person("bo").post(direct, {{"username", "ann"}})), "403 not_accepting 对方暂不接收消息");
  EXPECT_EQ(blocked_by("ann"), std::vector<std::string>{"bo"});
  EXPECT_EQ(blocked_by("bo"), std::vector<std::string>{});
  EXPECT_EQ(accepted(block("ann", "bo")).at("ended"), json::array{}) << "again changes nothing";

  accepted(person("ann").post("/tools/api/users/bo/unblock/"));
  EXPECT_EQ(blocked_by("ann"), std::vector<std::string>{});
  const auto anew = accepted(person("bo").post(direct, {{"username", "ann"}}));
  EXPECT_EQ(anew.at("created"), true);
  EXPECT_NE(text_of(anew, "room_id"), room);
}

TEST_F(Blocks, all_chats_of_the_two_end_whichever_kind_they_are) {
  const auto room = direct_room("cleo", "dirk");
  town().make_pair_room("blocks-heart", "heart", "dirk", "cleo");
  town().make_group("blocks-group", "cleo", {"dirk"});
  const auto with_emil = direct_room("cleo", "emil");
  const auto ended = accepted(person("cleo").post(in_room(room, "block/"))).at("ended").as_array();
  EXPECT_EQ(ended.size(), 2U) << json::serialize(ended);
  for (const auto& each : {room, std::string{"blocks-heart"}})
    EXPECT_THAT(refused(person("dirk").knock(each)), ::testing::StartsWith("410 room_ended"));
  person("dirk").say("blocks-group", "a group is not a chat of two");
  person("cleo").say("blocks-group", "so both stay");
  person("cleo").say(with_emil, "and so do the others");
}

TEST_F(Blocks, a_disabled_person_accepts_nothing_in_the_same_words) {
  (void)person("gone");
  town().server.must({"user", "disable", "gone"});
  EXPECT_EQ(refused(person("ann").post(direct, {{"username", "gone"}})),
            "403 not_accepting 对方暂不接收消息");
}

TEST_F(Blocks, when_both_block_each_has_to_let_go) {
  (void)person("fred");
  accepted(block("gus", "fred"));
  accepted(block("fred", "gus"));
  EXPECT_EQ(refused(person("gus").post(direct, {{"username", "fred"}})), "403 person_blocked 你已拉黑对方");
  accepted(person("gus").post("/tools/api/users/fred/unblock/"));
  EXPECT_EQ(refused(person("gus").post(direct, {{"username", "fred"}})),
            "403 not_accepting 对方暂不接收消息");
  accepted(person("fred").post("/tools/api/users/gus/unblock/"));
  accepted(person("gus").post(direct, {{"username", "fred"}}));
}

TEST_F(Blocks, who_blocks_while_the_other_begins_a_chat_has_none_with_him) {
  for (int round = 0; round < 5 && !HasFailure(); ++round) {
    const auto name = "pest" + std::to_string(round);
    const auto& pest = person(name);
    (void)person("calm");
    auto begins = std::async(std::launch::async, [&pest] {
      int begun = 0;
      for (const Deadline deadline; !deadline.passed();) {
        const auto answer = pest.post(direct, {{"username", "calm"}});
        if (answer.status != 200) return refused(answer);
        if (++begun % 2 == 0) (void)pest.post(in_room(text_of(answer.json(), "room_id"), "leave/"));
      }
      return std::string{"never refused"};
    });
    const Person calm = Person::signed_in(town().server, "calm");
    accepted(calm.post("/tools/api/users/" + name + "/block/"));
    EXPECT_EQ(begins.get(), "403 not_accepting 对方暂不接收消息");
    const auto rooms = accepted(calm.get("/tools/api/chat/rooms/"));
    for (const auto& room : rooms.at("rooms").as_array()) {
      EXPECT_EQ(room.at("status"), "ended") << json::serialize(room);
    }
  }
}

TEST_F(Blocks, who_cannot_be_blocked_is_said) {
  EXPECT_EQ(refused(block("ann", "ann")), "400 self_refused 不能对自己这样做");
  EXPECT_EQ(refused(block("ann", "nobody-at-all")), "404 user_not_found 没有这个用户");
  town().make_group("blocks-nobody", "ann", {"bo"});
  EXPECT_NE(person("ann").post(in_room("blocks-nobody", "block/")).status, 200) << "there is no other one";
  (void)person("卡罗");
  accepted(block("ann", "%E5%8D%A1%E7%BD%97"));
  EXPECT_THAT(blocked_by("ann"), ::testing::Contains("卡罗"));
}

}  // namespace
}  // namespace heartlink::process
