// SPDX-License-Identifier: Apache-2.0
// Groups: who may add, remove, mute and appoint whom, what everybody in the room is told about it, and what a
// muted or removed person can still do.
#include <map>
#include <set>
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

const std::string not_allowed = "403 not_allowed 你没有权限这样做";

class Groups : public TownTest {
 protected:
  static HttpAnswer act(const std::string& who, const std::string& room, const std::string& on,
                        const std::string& action, const json::object& more = {}) {
    (void)person(on);
    json::object body{{"username", on}, {"action", action}};
    body.insert(more.begin(), more.end());
    return person(who).post(in_room(room, "members/"), body);
  }
  static void appoint(const std::string& who, const std::string& room, const std::string& on,
                      const std::string& role) {
    accepted(act(who, room, on, "role", {{"role", role}}));
  }
  static std::map<std::string, std::string> roles(const std::string& who, const std::string& room) {
    std::map<std::string, std::string> all;
    const auto answer = accepted(person(who).get(in_room(room, "participants/")));
    for (const auto& each : answer.at("data").at("participants").as_array())
      all[text_of(each.as_object(), "username")] = text_of(each.as_object(), "role");
    return all;
  }
};

TEST_F(Groups, who_is_added_is_announced_and_can_talk) {
  town().make_group("adding", "olga");
  auto olga = person("olga").live_in("adding");
  EXPECT_THAT(refused(person("mark").knock("adding")), StartsWith("403 not_a_member"));
  const auto entry = number_of(accepted(act("olga", "adding", "mark", "add")), "id");
  const auto added = olga.await("member_changed");
  EXPECT_EQ(added.at("id"), entry);
  EXPECT_EQ(added.at("room_id"), "adding");
  EXPECT_EQ(added.at("action"), "added");
  EXPECT_EQ(added.at("username"), "mark");
  EXPECT_EQ(added.at("by"), "olga");
  EXPECT_EQ(added.at("role"), "member");
  EXPECT_TRUE(added.at("created_at").is_string());
  EXPECT_TRUE(accepted(act("olga", "adding", "mark", "add")).at("id").is_null()) << "he is in already";

  EXPECT_EQ(person("mark").say("adding", "hello"), entry + 1);
  EXPECT_EQ(frames_until_said(olga, "hello").back().at("id"), entry + 1);
  const auto page = read_page(town().server.port(), person("mark").headers(), "adding", "?after=0");
  EXPECT_EQ(page.at("entries").at(0).at("type"), "member_changed");
  EXPECT_EQ(page.at("entries").at(0).at("id"), entry);
  EXPECT_EQ(roles("mark", "adding"),
            (std::map<std::string, std::string>{{"olga", "owner"}, {"mark", "member"}}));
  EXPECT_EQ(refused(person("olga").post(in_room("adding", "members/"),
                                        {{"username", "nobody-at-all"}, {"action", "add"}})),
            "404 user_not_found 没有这个用户");
}

TEST_F(Groups, who_is_removed_is_out_at_once_and_sees_no_more) {
  town().make_group("removing", "olga", {"mark", "nils"});
  auto mark = person("mark").live_in("removing");
  auto nils = person("nils").live_in("removing");
  const auto entry = number_of(accepted(act("olga", "removing", "mark", "remove")), "id");
  const auto notice = mark.await_close();
  EXPECT_EQ(notice.code, 4403);
  EXPECT_EQ(notice.reason, "removed");
  EXPECT_TRUE(of_type(rest_of(mark), "member_changed").empty()) << "the close says it";
  const auto told = nils.await("member_changed");
  EXPECT_EQ(told.at("action"), "removed");
  EXPECT_EQ(told.at("username"), "mark");
  EXPECT_EQ(told.at("id"), entry);
  EXPECT_THAT(refused(person("mark").knock("removing")), StartsWith("403 not_a_member"));
  EXPECT_EQ(refused(person("mark").try_say("removing", "let me in")),
            "403 not_a_member 您没有权限在此聊天室发送消息");
  EXPECT_THAT(refused(person("mark").get(in_room("removing", "messages/?after=0"))),
              StartsWith("403 not_a_member"));
  EXPECT_EQ(refused(act("olga", "removing", "mark", "remove")), "404 member_not_found 房间里没有这个人");
  accepted(act("olga", "removing", "mark", "add"));
  EXPECT_EQ(person("mark").knock("removing").status, 101) << "whoever removed him may change her mind";
}

TEST_F(Groups, who_is_muted_reads_on_and_is_told_how_long) {
  town().make_group("muting", "olga", {"mark"});
  auto olga = person("olga").live_in("muting");
  auto mark = person("mark").live_in("muting");
  const auto before = person("mark").say("muting", "one thing");
  accepted(act("olga", "muting", "mark", "mute", {{"minutes", 5}}));
  const auto muted = olga.await("member_changed");
  EXPECT_EQ(muted.at("action"), "muted");
  EXPECT_TRUE(muted.at("muted_until").is_string());

  mark.send({{"content", "let me speak"}, {"client_id", "m-1"}});
  const auto error = mark.await("error");
  EXPECT_EQ(refused(error), "muted 你已被禁言");
  EXPECT_EQ(error.at("client_id"), "m-1");
  EXPECT_GT(number_of(error, "retry_ms"), 0);
  EXPECT_LE(number_of(error, "retry_ms"), 300'000);
  EXPECT_EQ(refused(person("mark").try_say("muting", "let me speak")), "403 muted 你已被禁言");
  person("olga").say("muting", "you may listen");
  EXPECT_EQ(frames_until_said(mark, "you may listen").back().at("type"), "chat_message");
  accepted(person("mark").post(in_room("muting", "recall/"), {{"id", before}}));  // what he said stays his

  accepted(act("olga", "muting", "mark", "mute", {{"minutes", 0}}));
  EXPECT_EQ(olga.await("member_changed").at("action"), "unmuted");
  person("mark").say("muting", "thank you");
  for (const int minutes : {-1, 43'201}) {
    EXPECT_THAT(refused(act("olga", "muting", "mark", "mute", {{"minutes", minutes}})),
                StartsWith("400 field_invalid"));
  }
}

TEST_F(Groups, nobody_acts_on_an_equal_or_a_higher_one) {
  town().make_group("ranks", "olga", {"ada", "abe", "mark", "nils"});
  appoint("olga", "ranks", "ada", "admin");
  appoint("olga", "ranks", "abe", "admin");
  for (const auto* action : {"remove", "mute"}) {
    const json::object minutes{{"minutes", 5}};
    EXPECT_EQ(refused(act("mark", "ranks", "nils", action, minutes)), not_allowed) << action;
    EXPECT_EQ(refused(act("ada", "ranks", "abe", action, minutes)), not_allowed) << action;
    EXPECT_EQ(refused(act("ada", "ranks", "olga", action, minutes)), not_allowed) << action;
  }
  EXPECT_EQ(refused(act("mark", "ranks", "outsider", "add")), not_allowed);
  EXPECT_EQ(refused(act("ada", "ranks", "mark", "role", {{"role", "admin"}})), not_allowed);
  EXPECT_THAT(refused(act("olga", "ranks", "mark", "role", {{"role", "emperor"}})),
              StartsWith("400 field_invalid"));
  EXPECT_THAT(refused(act("olga", "ranks", "mark", "promote")), StartsWith("400 field_invalid"));
  accepted(act("ada", "ranks", "newcomer", "add"));
  accepted(act("ada", "ranks", "mark", "mute", {{"minutes", 1}}));
  accepted(act("ada", "ranks", "nils", "remove"));
  accepted(act("olga", "ranks", "abe", "remove"));
  EXPECT_EQ(roles("olga", "ranks"),
            (std::map<std::string, std::string>{
                {"olga", "owner"}, {"ada", "admin"}, {"mark", "member"}, {"newcomer", "member"}}));
}

TEST_F(Groups, the_owners_place_is_handed_over) {
  town().make_group("handing", "olga", {"mark"});
  auto mark = person("mark").live_in("handing");
  appoint("olga", "handing", "mark", "owner");
  const auto told = mark.await("member_changed");
  EXPECT_EQ(told.at("action"), "role");
  EXPECT_EQ(roles("mark", "handing"),
            (std::map<std::string, std::string>{{"mark", "owner"}, {"olga", "admin"}}));
  EXPECT_EQ(refused(act("olga", "handing", "mark", "remove")), not_allowed);
  accepted(act("mark", "handing", "olga", "role", {{"role", "member"}}));
}

TEST_F(Groups, when_the_owner_leaves_the_longest_serving_admin_takes_the_place_else_a_member) {
  town().make_group("leaving", "olga", {"mark", "ada", "abe"});
  appoint("olga", "leaving", "abe", "admin");
  appoint("olga", "leaving", "ada", "admin");
  auto mark = person("mark").live_in("leaving");
  auto olga = person("olga").live_in("leaving");
  EXPECT_EQ(accepted(person("olga").post(in_room("leaving", "leave/"))).at("ended"), false);
  EXPECT_EQ(olga.await_close().code, 4403);
  std::set<std::string> told;  // in one commit, in whichever order
  while (told.size() < 2) {
    const auto changed = mark.await("member_changed");
    told.insert(text_of(changed, "action") + " " + text_of(changed, "username"));
  }
  EXPECT_EQ(told, (std::set<std::string>{"left olga", "role ada"}));
  EXPECT_EQ(roles("mark", "leaving"),
            (std::map<std::string, std::string>{{"ada", "owner"}, {"abe", "admin"}, {"mark", "member"}}));
  accepted(person("ada").post(in_room("leaving", "leave/")));
  EXPECT_EQ(roles("mark", "leaving").at("abe"), "owner");
  accepted(person("abe").post(in_room("leaving", "leave/")));
  EXPECT_EQ(roles("mark", "leaving"), (std::map<std::string, std::string>{{"mark", "owner"}}));
  EXPECT_EQ(accepted(person("mark").post(in_room("leaving", "leave/"))).at("ended"), true);
  const auto shown = json::parse(town().server.must({"room", "show", "leaving", "--json"})).as_object();
  EXPECT_NE(json::serialize(shown).find("ended"), std::string::npos) << json::serialize(shown);
}

TEST_F(Groups, ids_stay_dense_over_everything_that_happens_to_members) {
  town().make_group("dense", "olga", {"mark"});
  auto olga = person("olga").live_in("dense", "?after=0");
  olga.await("resumed");
  person("mark").say("dense", "a");
  accepted(act("olga", "dense", "nils", "add"));
  person("nils").say("dense", "b");
  accepted(act("olga", "dense", "mark", "mute", {{"minutes", 1}}));
  accepted(act("olga", "dense", "nils", "remove"));
  const auto last = person("olga").say("dense", "c");
  std::int64_t expected = 2;  // the first entry is that mark was added
  for (const auto& frame : frames_until_said(olga, "c")) {
    if (frame.contains("id")) {
      EXPECT_EQ(number_of(frame, "id"), expected++) << json::serialize(frame);
    }
  }
  EXPECT_EQ(expected - 1, last);
  const auto page = read_page(town().server.port(), person("olga").headers(), "dense", "?after=0");
  ASSERT_EQ(page.at("entries").as_array().size(), static_cast<std::size_t>(last));
  for (std::int64_t id = 1; id <= last; ++id)
    EXPECT_EQ(page.at("entries").at(static_cast<std::size_t>(id - 1)).at("id"), id);
}

TEST_F(Groups, a_room_of_two_has_no_members_to_manage) {
  town().make_pair_room("just-two", "heart", "olga", "mark");
  for (const auto* action : {"add", "remove", "mute", "role"}) {
    EXPECT_EQ(refused(act("olga", "just-two", "nils", action, {{"minutes", 5}, {"role", "admin"}})),
              not_allowed)
        << action;
  }
  EXPECT_EQ(refused(person("olga").post(in_room("just-two", "invite/"))), not_allowed);
}

TEST_F(Groups, staff_keep_order_in_public_rooms_only) {
  const auto& sam = town().staff("sam");
  const auto mute = [&](const std::string& whom) {
    return sam.post(in_room("public-room", "members/"),
                    {{"username", whom}, {"action", "mute"}, {"minutes", 10}});
  };
  accepted(person("joined").post("/tools/api/chat/join/", {{"room_id", "public-room"}}));
  accepted(mute("joined"));
  EXPECT_EQ(refused(person("joined").try_say("public-room", "spam")), "403 muted 你已被禁言");
  person("visitor").say("public-room", "spam");
  accepted(mute("visitor"));
  EXPECT_EQ(refused(person("visitor").try_say("public-room", "spam")), "403 muted 你已被禁言");

  town().make_group("private-group", "olga", {"mark"});
  EXPECT_THAT(
      refused(sam.post(in_room("private-group", "members/"), {{"username", "mark"}, {"action", "remove"}})),
      StartsWith("403"));
}

}  // namespace
}  // namespace heartlink::process
