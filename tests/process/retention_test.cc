// SPDX-License-Identifier: Apache-2.0
// What the server removes by itself, and what never: old entries of match rooms, test rooms that nobody uses.
// Each test has a server whose times are short, and waits for what it is about, not for the time.
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

std::int64_t pruned_before(const json::object& answer) {
  const auto* value = answer.if_contains("pruned_before");
  return value == nullptr ? 0 : value->as_int64();
}

TEST(Retention, old_entries_of_a_match_room_go_and_readers_are_told_from_where_it_stands) {
  Town town{{"retention.match=1s"}};
  town.make_pair_room("pruned", "heart", "alice", "bob");
  town.make_group("kept", "alice", {"bob"});
  const auto& alice = town.person("alice");
  const auto& bob = town.person("bob");
  const auto kept = alice.say("kept", "groups keep everything");
  for (const auto* text : {"one", "two", "three"}) alice.say("pruned", text);
  ask_until([&] { return bob.get(in_room("pruned", "messages/")); },
            [](const HttpAnswer& answer) { return pruned_before(answer.json()) == 4; });
  const auto page = read_page(town.server.port(), bob.headers(), "pruned", "?after=0");
  EXPECT_EQ(page.at("messages"), json::array{});
  EXPECT_EQ(page.at("has_more"), false);
  EXPECT_EQ(alice.say("pruned", "four"), 4) << "ids go on where they were";

  auto late = bob.enter("pruned", "?after=1");
  EXPECT_GE(pruned_before(late.await("connection_established")), 4);
  const auto resumed = late.await("resumed");
  EXPECT_GE(pruned_before(resumed), 4);
  EXPECT_EQ(resumed.at("to"), 4);
  late.drop();

  const auto group = read_page(town.server.port(), bob.headers(), "kept", "?after=0");
  EXPECT_EQ(pruned_before(group), 0);
  EXPECT_EQ(group.at("messages").at(0).at("id"), kept);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST(Retention, pruning_survives_a_kill_and_unread_forgets_what_is_gone) {
  Town town{{"retention.match=1s"}};
  town.make_pair_room("pruned", "heart", "alice", "bob");
  const auto& bob = town.person("bob");
  for (const auto* text : {"one", "two"}) town.person("alice").say("pruned", text);
  ask_until([&] { return bob.get(in_room("pruned", "messages/")); },
            [](const HttpAnswer& answer) { return pruned_before(answer.json()) == 3; });
  EXPECT_EQ(accepted(bob.get("/tools/api/notifications/summary/")).at("total_unread"), 0);
  town.server.kill();
  town.server.start();
  EXPECT_EQ(pruned_before(accepted(bob.get(in_room("pruned", "messages/")))), 3);
  EXPECT_EQ(town.person("alice").say("pruned", "three"), 3);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST(Retention, a_test_room_that_nobody_uses_goes_and_makes_room_for_another) {
  Town town{{"retention.test_rooms=1s", "limits.debug_rooms=2"}};
  const auto& alice = town.person("alice");
  auto used = alice.live_in("test-room-used");
  auto unused = alice.live_in("test-room-unused");
  EXPECT_NE(alice.knock("test-room-third").status, 101) << "two at most";
  unused.close();
  unused.await_close();
  ask_until([&] { return alice.get(in_room("test-room-unused", "messages/")); },
            [](const HttpAnswer& answer) { return answer.status == 404; });
  EXPECT_EQ(alice.knock("test-room-third").status, 101);
  alice.say("test-room-used", "somebody is in here");
  EXPECT_EQ(frames_until_said(used, "somebody is in here").back().at("id"), 1);

  auto again = alice.live_in("test-room-used");
  EXPECT_EQ(read_page(town.server.port(), alice.headers(), "test-room-used", "?after=0")
                .at("messages")
                .as_array()
                .size(),
            1U);
  used.drop();
  again.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST(Retention, a_room_that_came_again_begins_anew_for_those_who_knew_the_old_one) {
  Town town{{"retention.test_rooms=1s"}};
  const auto& alice = town.person("alice");
  auto first = alice.enter("test-room-again");
  const auto epoch = text_of(first.await("connection_established"), "epoch");
  for (const auto* text : {"one", "two", "three"}) alice.say("test-room-again", text);
  first.close();
  first.await_close();
  ask_until([&] { return alice.get(in_room("test-room-again", "messages/")); },
            [](const HttpAnswer& answer) { return answer.status == 404; });
  auto second = alice.live_in("test-room-again");
  EXPECT_EQ(alice.say("test-room-again", "a new beginning"), 1);
  for (const auto* text : {"2", "3", "4"}) alice.say("test-room-again", text);
  auto third = alice.enter("test-room-again", "?after=3&epoch=" + epoch);
  EXPECT_EQ(third.await("resumed").at("reset"), true) << "what it had kept belongs to another room";
  second.drop();
  third.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

// The session too has a time, which its owner may extend.
TEST(Retention, a_session_is_extended_for_as_long_as_a_sign_in_lasts) {
  Town town{{"session_days=7"}};
  const auto& alice = town.person("alice");
  const auto answer = alice.post("/users/api/extend-session/");
  const auto body = accepted(answer);
  EXPECT_EQ(body.at("expires_in"), 7 * 86'400);
  EXPECT_THAT(answer.set_cookie("sessionid"), ::testing::HasSubstr("Max-Age=" + std::to_string(7 * 86'400)));
  EXPECT_THAT(answer.set_cookie("sessionid"), ::testing::HasSubstr("HttpOnly"));
  EXPECT_THAT(answer.set_cookie("sessionid"), StartsWith(alice.headers().front().second)) << "the same one";
  const auto signed_out =
      ask(town.server.port(), {"/users/api/extend-session/", {{"Origin", town.server.origin()}}, "POST"});
  EXPECT_EQ(signed_out.status, 401);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
