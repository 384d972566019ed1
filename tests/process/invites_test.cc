// SPDX-License-Identifier: Apache-2.0
// Invitations to a group: made by its owner or an admin, good for a number of people and a number of hours,
// worth nothing to whoever was removed.
#include <future>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

using ::testing::StartsWith;

const std::string join_address = "/tools/api/chat/join/";
const std::string invalid = "404 invite_invalid 邀请无效或已过期";

class Invites : public TownTest {
 protected:
  static std::string invite(const std::string& who, const std::string& room,
                            const boost::json::object& terms = {}) {
    return text_of(accepted(person(who).post(in_room(room, "invite/"), terms)), "code");
  }
  static HttpAnswer join(const std::string& who, const std::string& code) {
    return person(who).post(join_address, {{"code", code}});
  }
};

TEST_F(Invites, whoever_has_the_code_joins_and_is_announced) {
  town().make_group("party", "olga");
  const auto made = accepted(person("olga").post(in_room("party", "invite/")));
  EXPECT_TRUE(made.at("uses").is_null()) << "no bound";
  EXPECT_TRUE(made.at("expires_at").is_string());
  EXPECT_EQ(text_of(made, "url"), town().server.origin() + "/tools/chat/?join=" + text_of(made, "code"));
  auto olga = person("olga").live_in("party");
  const auto joined = accepted(join("mark", text_of(made, "code")));
  EXPECT_EQ(joined.at("room_id"), "party");
  EXPECT_EQ(joined.at("already"), false);
  EXPECT_EQ(text_of(joined, "url"), "/tools/chat/room/party/");
  const auto told = olga.await("member_changed");
  EXPECT_EQ(told.at("action"), "joined");
  EXPECT_EQ(told.at("username"), "mark");
  EXPECT_EQ(told.at("role"), "member");
  EXPECT_EQ(accepted(join("mark", text_of(made, "code"))).at("already"), true);
  person("mark").say("party", "hello");
  EXPECT_EQ(frames_until_said(olga, "hello").size(), 1U) << "the second join was no news";
}

TEST_F(Invites, a_code_is_used_up_also_when_many_come_at_once) {
  town().make_group("narrow", "olga");
  const auto code = invite("olga", "narrow", {{"uses", 2}});
  std::vector<std::future<int>> tries;
  for (int i = 0; i < 6; ++i) {
    const auto* who = &person("guest" + std::to_string(i));
    tries.push_back(std::async(std::launch::async,
                               [who, code] { return who->post(join_address, {{"code", code}}).status; }));
  }
  int joined = 0;
  for (auto& each : tries) joined += each.get() == 200 ? 1 : 0;
  EXPECT_EQ(joined, 2);
  EXPECT_EQ(refused(join("late", code)), invalid);
}

TEST_F(Invites, what_is_no_good_code_is_refused_alike) {
  EXPECT_EQ(refused(join("mark", "invented")), invalid);
  town().make_group("over-soon", "olga");
  const auto code = invite("olga", "over-soon");
  accepted(person("olga").post(in_room("over-soon", "end/")));
  EXPECT_EQ(refused(join("mark", code)), invalid);
  EXPECT_EQ(person("mark").post(join_address).status, 400);
}

TEST_F(Invites, members_invite_nobody_and_the_terms_have_bounds) {
  town().make_group("strict", "olga", {"mark", "ada"});
  accepted(person("olga").post(in_room("strict", "members/"),
                               {{"username", "ada"}, {"action", "role"}, {"role", "admin"}}));
  EXPECT_EQ(refused(person("mark").post(in_room("strict", "invite/"))), "403 not_allowed 你没有权限这样做");
  EXPECT_FALSE(invite("ada", "strict", {{"uses", 1000}, {"hours", 720}}).empty());
  const std::vector<boost::json::object> wrong{
      {{"uses", 0}}, {{"uses", 1001}}, {{"hours", 0}}, {{"hours", 721}}, {{"uses", "many"}}};
  for (const auto& terms : wrong) {
    EXPECT_THAT(refused(person("olga").post(in_room("strict", "invite/"), terms)),
                StartsWith("400 field_invalid"));
  }
  EXPECT_THAT(refused(person("stranger").post(in_room("strict", "invite/"))), StartsWith("403"));
}

TEST_F(Invites, who_was_removed_does_not_come_back_by_a_code) {
  town().make_group("banned", "olga", {"mark"});
  const auto code = invite("olga", "banned");
  accepted(person("olga").post(in_room("banned", "members/"), {{"username", "mark"}, {"action", "remove"}}));
  EXPECT_THAT(refused(join("mark", code)), StartsWith("403 not_a_member"));
  accepted(join("nils", code));
  accepted(person("nils").post(in_room("banned", "leave/")));
  accepted(join("nils", code));  // leaving is one's own decision
}

TEST_F(Invites, a_public_room_is_joined_by_its_id_and_others_are_not) {
  EXPECT_EQ(accepted(person("mark").post(join_address, {{"room_id", "public-room"}})).at("already"), false);
  EXPECT_EQ(accepted(person("mark").post(join_address, {{"room_id", "public-room"}})).at("already"), true);
  town().make_group("shut", "olga");
  EXPECT_THAT(refused(person("mark").post(join_address, {{"room_id", "shut"}})),
              StartsWith("403 not_a_member"));
  EXPECT_THAT(refused(person("mark").post(join_address, {{"room_id", "nowhere"}})),
              StartsWith("404 room_not_found"));
}

// Who may enter how many rooms, on servers whose limits are small.
TEST(RoomLimits, a_full_room_takes_nobody_more) {
  Town town{{"limits.room_members=2"}};
  town.make_group("full", "olga", {"mark"});
  const auto made = accepted(town.person("olga").post(in_room("full", "invite/")));
  EXPECT_EQ(refused(town.person("nils").post(join_address, {{"code", text_of(made, "code")}})),
            "403 room_full 房间已满");
  EXPECT_EQ(refused(town.person("olga").post(in_room("full", "members/"),
                                             {{"username", "nils"}, {"action", "add"}})),
            "403 room_full 房间已满");
  accepted(town.person("mark").post(in_room("full", "leave/")));
  accepted(town.person("nils").post(join_address, {{"code", text_of(made, "code")}}));
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST(RoomLimits, one_person_has_so_many_rooms) {
  Town town{{"limits.rooms_per_user=2"}};
  const auto& olga = town.person("olga");
  const auto create = [&](const std::string& name) {
    return olga.post("/tools/api/chat/create-room/", {{"room_name", name}});
  };
  accepted(create("one"));
  accepted(create("two"));
  EXPECT_EQ(refused(create("three")), "403 too_many_rooms 房间太多了");
  (void)town.person("mark");
  EXPECT_EQ(refused(olga.post("/tools/api/chat/direct/", {{"username", "mark"}})),
            "403 too_many_rooms 房间太多了");
  accepted(olga.post(in_room("one", "leave/")));
  accepted(create("four"));
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST(RoomLimits, one_person_makes_so_many_rooms_in_an_hour_and_finds_old_ones_for_nothing) {
  Town town{{"limits.new_rooms_per_hour=2"}};
  const auto& olga = town.person("olga");
  (void)town.person("mark");
  const auto direct = [&] { return olga.post("/tools/api/chat/direct/", {{"username", "mark"}}); };
  EXPECT_EQ(accepted(direct()).at("created"), true);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(direct().status, 200) << "it is there: nothing is made";
  accepted(olga.post("/tools/api/chat/create-room/", {{"room_name", "one"}}));
  const auto third = olga.post("/tools/api/chat/create-room/", {{"room_name", "two"}});
  EXPECT_THAT(refused(third), StartsWith("429 throttled"));
  EXPECT_GT(number_of(third.json(), "retry_ms"), 0);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
