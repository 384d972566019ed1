// SPDX-License-Identifier: Apache-2.0
// Who is here: the presence frame, what is told in a room of over fifty people instead of names, and a room
// with two hundred sockets in it, who all see one log.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::UnorderedElementsAre;

// Beyond the fifty up to which people are named.
constexpr int crowd = 60;
constexpr int sockets_of_each = 4;

class Presence : public TownTest {
 protected:
  static void SetUpTestSuite() { open({"workers=4", "limits.sockets_per_user=100"}); }

  static std::set<std::string> names_in(const json::object& presence) {
    std::set<std::string> names;
    for (const auto& name : presence.at("online").as_array()) names.emplace(name.as_string());
    return names;
  }
  static const Person& guest(int number) { return person("guest" + std::to_string(number)); }
};

TEST_F(Presence, who_becomes_live_is_told_who_is_here) {
  town().make_group("here", "ann", {"ben", "cat"});
  auto ann = person("ann").live_in("here");
  EXPECT_THAT(names_in(ann.await("presence")), UnorderedElementsAre("ann"));
  auto ben = person("ben").live_in("here");
  EXPECT_THAT(names_in(ben.await("presence")), UnorderedElementsAre("ann", "ben"));
  person("ann").say("here", "missed by the next one");
  auto resuming = person("ben").enter("here", "?after=0");
  resuming.await("resumed");
  EXPECT_THAT(names_in(resuming.await("presence")), UnorderedElementsAre("ann", "ben"))
      << "after it has caught up";
}

TEST_F(Presence, the_people_of_a_room_are_listed_to_its_members_only) {
  town().make_group("listing", "ann", {"ben"});
  auto ann = person("ann").live_in("listing");
  const auto data = accepted(person("ben").get(in_room("listing", "participants/"))).at("data").as_object();
  EXPECT_EQ(data.at("kind"), "group");
  EXPECT_EQ(data.at("room_type"), "group");
  EXPECT_EQ(data.at("member_count"), 2);
  EXPECT_TRUE(data.at("created_at").is_string());
  ASSERT_EQ(data.at("participants").as_array().size(), 2U);
  for (const auto& each : data.at("participants").as_array()) {
    const auto& participant = each.as_object();
    for (const auto* key : {"id", "username", "display_name", "avatar_url", "bio", "tags", "is_online",
                            "role", "muted_until", "read", "delivered"})
      EXPECT_TRUE(participant.contains(key)) << key;
    EXPECT_FALSE(participant.contains("email"));
  }
  EXPECT_EQ(person("cat").get(in_room("listing", "participants/")).status, 403);
}

// Who has no socket counts as online for 15 s after his last request, since old pages only poll; so this
// looks at somebody who has never come.
TEST_F(Presence, two_people_see_whether_the_other_is_there) {
  make_user(town().server, "ghost");
  (void)person("ann");
  town().server.must({"room", "create", "seen", "--kind", "heart", "--user1", "ann", "--user2", "ghost"});
  const auto seen = [](const std::string& who) {
    const auto answer = accepted(person("ann").get(in_room("seen", "online_users/")));
    EXPECT_EQ(answer.at("room_id"), "seen");
    EXPECT_EQ(answer.at("online_users").at(0).at("username"), "ann") << "user1 comes first";
    for (const auto& each : answer.at("online_users").as_array()) {
      if (each.at("username").as_string() == who) return each.as_object();
    }
    throw std::runtime_error(who + " is not in " + json::serialize(answer));
  };
  auto ann = person("ann").live_in("seen");
  EXPECT_EQ(seen("ghost").at("is_online"), false);
  EXPECT_TRUE(seen("ghost").at("last_seen").is_null());
  EXPECT_EQ(seen("ann").at("is_online"), true);
  auto ghost = Person::signed_in(town().server, "ghost").live_in("seen");
  while (ann.await("user_joined").at("username") != "ghost") {
  }
  EXPECT_EQ(seen("ghost").at("is_online"), true);
  EXPECT_TRUE(seen("ghost").at("last_seen").is_string());
  ghost.close();
  ghost.await_close();
  EXPECT_EQ(ann.await("user_left").at("username"), "ghost");
}

TEST_F(Presence, what_one_says_about_oneself_is_one_of_four_words) {
  auto ann = person("ann").live_in("public-room");
  for (const auto* status : {"busy", "away", "offline", "online"})
    ann.send({{"type", "online_status"}, {"status", status}});
  ann.send({{"type", "online_status"}, {"status", "dancing"}});
  EXPECT_THAT(refused(ann.await("error")), ::testing::StartsWith("field_invalid"));
  ann.send({{"type", "ping"}});
  EXPECT_EQ(ann.next().at("type"), "pong") << "and is not answered";
}

// One test for all of it, since gathering so many people is what takes the time.
TEST_F(Presence, a_room_of_sixty_people_and_240_sockets_is_counted_not_named_and_misses_nothing) {
  std::vector<WebSocketClient> sockets;
  for (int i = 0; i < crowd; ++i) sockets.push_back(guest(i).live_in("public-room"));
  auto last = person("ann").live_in("public-room");
  for (auto frame = last.await("presence");; frame = last.await("presence")) {
    ASSERT_FALSE(frame.contains("online")) << json::serialize(frame);
    if (frame.at("count") == crowd + 1) break;
  }
  for (int i = 0; i < crowd; ++i) {
    for (int more = 1; more < sockets_of_each; ++more) sockets.push_back(guest(i).live_in("public-room"));
  }
  auto newcomer = person("newcomer").live_in("public-room");
  constexpr int messages = 10;
  for (int i = 0; i < messages; ++i)
    sockets[static_cast<std::size_t>(i)].send({{"content", "m" + std::to_string(i)}});
  person("ann").say("public-room", "fence");
  std::vector<std::int64_t> expected;
  for (auto* socket : {&last, &newcomer}) {
    const auto frames = frames_until_said(*socket, "fence");
    EXPECT_TRUE(of_type(frames, "user_joined").empty()) << "so many are counted";
  }
  for (auto& socket : sockets) {
    std::vector<std::int64_t> ids;
    for (std::int64_t id = 0; ids.size() <= messages; ids.push_back(id))
      id = socket.await("chat_message").at("id").as_int64();
    if (expected.empty()) {
      for (auto id = ids.front(); id <= ids.front() + messages; ++id) expected.push_back(id);
    }
    ASSERT_EQ(ids, expected);
  }
}

TEST_F(Presence, in_a_group_of_over_fifty_nobody_is_told_of_activity) {
  town().make_group("big-group", "ann");
  town().make_group("small-group", "ann", {"guest0"});
  const auto invitation = accepted(person("ann").post(in_room("big-group", "invite/")));
  for (int i = 0; i < crowd; ++i)
    accepted(guest(i).post("/tools/api/chat/join/", {{"code", text_of(invitation, "code")}}));
  auto guest0 = guest(0).follow();
  person("ann").say("big-group", "to sixty people");
  person("ann").say("small-group", "fence");
  EXPECT_EQ(guest0.await("room_activity").at("room_id"), "small-group");
}

}  // namespace
}  // namespace heartlink::process
