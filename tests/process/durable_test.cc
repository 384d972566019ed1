// SPDX-License-Identifier: Apache-2.0
// What was answered is durable, whatever it was: the server is killed right behind the last answer, and
// members, roles, mutes, invitations, marks, recalls, blocks and ends are as they were told.
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/history.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::StartsWith;

class Durable : public ::testing::Test {
 protected:
  void act(const std::string& who, const std::string& on, const json::object& more) {
    json::object body{{"username", on}};
    body.insert(more.begin(), more.end());
    accepted(town_.person(who).post(in_room("club", "members/"), body));
  }
  void kill_and_start() {
    town_.server.kill();
    town_.server.start();
  }
  void TearDown() override { EXPECT_EQ(town_.server.stop(), 0) << town_.server.log(); }

  Town town_;
};

TEST_F(Durable, members_roles_mutes_and_invitations_survive_a_kill) {
  for (const auto* name : {"olga", "ada", "mark", "nils", "late", "later"}) (void)town_.person(name);
  town_.make_group("club", "olga", {"ada", "mark", "nils"});
  const auto code =
      text_of(accepted(town_.person("olga").post(in_room("club", "invite/"), {{"uses", 2}})), "code");
  accepted(town_.person("late").post("/tools/api/chat/join/", {{"code", code}}));
  act("olga", "ada", {{"action", "role"}, {"role", "admin"}});
  act("ada", "mark", {{"action", "mute"}, {"minutes", 60}});
  act("ada", "nils", {{"action", "remove"}});
  kill_and_start();

  std::map<std::string, std::string> roles;
  const auto answer = accepted(town_.person("olga").get(in_room("club", "participants/")));
  for (const auto& each : answer.at("data").at("participants").as_array())
    roles[text_of(each.as_object(), "username")] = text_of(each.as_object(), "role");
  EXPECT_EQ(roles, (std::map<std::string, std::string>{
                       {"olga", "owner"}, {"ada", "admin"}, {"mark", "member"}, {"late", "member"}}));
  EXPECT_EQ(refused(town_.person("mark").try_say("club", "still muted?")), "403 muted 你已被禁言");
  EXPECT_THAT(refused(town_.person("nils").knock("club")), StartsWith("403 not_a_member"));
  EXPECT_THAT(refused(town_.person("nils").post("/tools/api/chat/join/", {{"code", code}})),
              StartsWith("403 not_a_member"));
  accepted(town_.person("later").post("/tools/api/chat/join/", {{"code", code}}));
  (void)town_.person("too-late");
  EXPECT_EQ(refused(town_.person("too-late").post("/tools/api/chat/join/", {{"code", code}})),
            "404 invite_invalid 邀请无效或已过期");

  auto olga = town_.person("olga").enter("club", "?after=0");
  std::int64_t next = 1;
  for (auto frame = olga.next(); frame.at("type") != "resumed"; frame = olga.next()) {
    if (frame.contains("id")) {
      EXPECT_EQ(number_of(frame, "id"), next++) << json::serialize(frame);
    }
  }
  EXPECT_EQ(next - 1, 8) << "three added, one joined, one appointed, muted, removed, and one joined later";
  olga.drop();
}

TEST_F(Durable, marks_recalls_blocks_and_ends_survive_a_kill) {
  town_.make_pair_room("pair", "heart", "alice", "bob");
  (void)town_.person("carol");
  const auto& alice = town_.person("alice");
  const auto& bob = town_.person("bob");
  const auto direct = [&](const std::string& with) {
    return alice.post("/tools/api/chat/direct/", {{"username", with}});
  };
  const auto with_carol = text_of(accepted(direct("carol")), "room_id");
  for (const auto* text : {"one", "a secret", "three"}) alice.say("pair", text);
  accepted(bob.post(in_room("pair", "mark-read/")));
  accepted(alice.post(in_room("pair", "recall/"), {{"id", 2}}));
  const auto once = json::object{{"content", "sent once"}, {"client_id", "once"}};
  const auto sent = accepted(alice.post(in_room("pair", "send/"), once));
  accepted(town_.person("carol").post("/tools/api/users/alice/block/"));
  kill_and_start();

  const auto page = read_page(town_.server.port(), alice.headers(), "pair", "?after=0");
  EXPECT_EQ(json::serialize(page).find("a secret"), std::string::npos);
  EXPECT_EQ(page.at("messages").at(0).at("is_read"), true);
  EXPECT_EQ(page.at("messages").at(2).at("is_read"), true);
  const auto again = accepted(alice.post(in_room("pair", "send/"), once));
  EXPECT_EQ(again.at("message").at("id"), sent.at("message").at("id"));
  EXPECT_EQ(again.at("dup"), true);
  EXPECT_THAT(refused(alice.try_say(with_carol, "are you there?")), StartsWith("410 room_ended"));
  EXPECT_THAT(refused(direct("carol")), StartsWith("403 not_accepting"));
  EXPECT_EQ(accepted(bob.get("/tools/api/notifications/summary/")).at("total_unread"), 1);
}

}  // namespace
}  // namespace heartlink::process
