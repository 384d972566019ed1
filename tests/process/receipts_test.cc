// SPDX-License-Identifier: Apache-2.0
// Who turned read receipts off neither tells how far he has read nor is told it, wherever a mark can be seen:
// on sockets, in history, among participants, in the list of rooms. What he read is read all the same.
#include <algorithm>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::IsEmpty;

constexpr const char* preferences = "/tools/api/preferences/";

class Receipts : public TownTest {
 protected:
  static void SetUpTestSuite() { open({"workers=4"}); }

  static void choose(const std::string& who, bool told) {
    EXPECT_EQ(accepted(person(who).post(preferences, {{"read_receipts", told}})).at("read_receipts"), told);
  }
  static json::object read_up_to(std::int64_t id) { return {{"type", "read_status"}, {"up_to", id}}; }

  // What the socket was told of others' reading, and of what they got, before that message.
  struct Told {
    Frames read;
    Frames delivered;
  };
  static Told told_until(WebSocketClient& socket, const std::string& fence) {
    const auto frames = frames_until_said(socket, fence);
    return {of_type(frames, "read_status_update"), of_type(frames, "delivered_update")};
  }

  // One person's row in a list of marks.
  static json::object row_of(const json::array& rows, std::string_view who) {
    const auto at =
        std::ranges::find_if(rows, [&](const auto& row) { return row.at("username").as_string() == who; });
    if (at == rows.end()) throw std::runtime_error(std::string{who} + " is not in " + json::serialize(rows));
    return at->as_object();
  }
  // The read mark of `whom` as `who` sees it, which must be the same wherever it is told.
  static std::int64_t read_mark(const std::string& who, const std::string& room, const std::string& whom) {
    const auto listed = accepted(person(who).get(in_room(room, "participants/")));
    const auto mark = row_of(listed.at("data").at("participants").as_array(), whom).at("read").as_int64();
    auto socket = person(who).enter(room, "?after=0");
    EXPECT_EQ(row_of(socket.await("resumed").at("marks").as_array(), whom).at("read"), mark);
    return mark;
  }
  // Whether history, a resume and the list of rooms call that message of one's own read.
  static bool is_read(const std::string& who, const std::string& room, std::int64_t id) {
    const auto page = accepted(person(who).get(in_room(room, "messages/")));
    const bool read = page.at("messages").at(static_cast<std::size_t>(id - 1)).at("is_read").as_bool();
    auto socket = person(who).enter(room, "?after=" + std::to_string(id - 1));
    EXPECT_EQ(socket.await("chat_message").at("message").at("is_read"), read);
    return read;
  }
};

TEST_F(Receipts, whoever_does_not_tell_reads_in_silence) {
  town().make_pair_room("silent", "heart", "alice", "bob");
  person("alice").say("silent", "one");
  person("alice").say("silent", "two");
  choose("bob", false);
  auto alice = person("alice").live_in("silent");
  auto bob = person("bob").live_in("silent");
  auto bob_too = person("bob").live_in("silent");
  bob.send(read_up_to(2));
  for (auto* socket : {&bob, &bob_too})
    EXPECT_EQ(socket->await("read_status_update").at("up_to"), 2) << "his own tabs agree";
  person("bob").say("silent", "fence");
  const auto told = told_until(alice, "fence");
  EXPECT_THAT(told.read, IsEmpty());
  ASSERT_EQ(told.delivered.size(), 1U);
  EXPECT_EQ(told.delivered.front().at("up_to"), 2);
  EXPECT_EQ(read_mark("alice", "silent", "bob"), 0);
  EXPECT_EQ(read_mark("bob", "silent", "bob"), 2);
  EXPECT_FALSE(is_read("alice", "silent", 1));
  EXPECT_EQ(person("bob").enter("silent").await("connection_established").at("read_up_to"), 2);
  const auto mine = accepted(person("bob").get("/tools/api/chat/rooms/"));
  EXPECT_EQ(mine.at("total_unread"), 0) << "nothing is unread that he has read";
  EXPECT_EQ(accepted(person("bob").get(preferences)).at("read_receipts"), false);
  EXPECT_EQ(accepted(person("alice").get(preferences)).at("read_receipts"), true);
}

TEST_F(Receipts, whoever_does_not_tell_is_not_told) {
  town().make_pair_room("deaf", "heart", "carol", "dave");
  person("carol").say("deaf", "hers");
  auto carol = person("carol").live_in("deaf");
  auto dave = person("dave").live_in("deaf");
  choose("carol", false);
  dave.send(read_up_to(1));
  EXPECT_EQ(dave.await("read_status_update").at("up_to"), 1);
  person("dave").say("deaf", "fence");
  const auto told = told_until(carol, "fence");
  EXPECT_THAT(told.read, IsEmpty()) << "an open socket learns of the choice";
  EXPECT_EQ(told.delivered.size(), 1U);
  EXPECT_EQ(read_mark("carol", "deaf", "dave"), 0);
  EXPECT_FALSE(is_read("carol", "deaf", 1));

  choose("carol", true);
  EXPECT_EQ(read_mark("carol", "deaf", "dave"), 1);
  EXPECT_TRUE(is_read("carol", "deaf", 1));
  dave.send(read_up_to(2));
  EXPECT_EQ(carol.await("read_status_update").at("up_to"), 2) << "and of the next one";
}

TEST_F(Receipts, in_a_group_the_others_go_on_telling_each_other) {
  town().make_group("three", "erin", {"frank", "grace"});
  const auto id = person("erin").say("three", "hello");
  choose("grace", false);
  auto erin = person("erin").live_in("three");
  auto frank = person("frank").live_in("three");
  auto grace = person("grace").live_in("three");
  frank.send(read_up_to(id));
  EXPECT_EQ(erin.await("read_status_update").at("username"), "frank");
  grace.send(read_up_to(id));
  EXPECT_EQ(grace.await("read_status_update").at("username"), "grace");
  person("grace").say("three", "fence");
  EXPECT_THAT(told_until(erin, "fence").read, IsEmpty());
  EXPECT_EQ(read_mark("erin", "three", "frank"), id);
  EXPECT_EQ(read_mark("erin", "three", "grace"), 0);
  EXPECT_EQ(read_mark("grace", "three", "frank"), 0);
}

TEST_F(Receipts, a_choice_outlives_the_server) {
  Town other;
  accepted(other.person("heidi").post(preferences, {{"read_receipts", false}}));
  EXPECT_EQ(other.server.stop(), 0) << other.server.log();
  other.server.start();
  EXPECT_EQ(accepted(other.person("heidi").get(preferences)).at("read_receipts"), false);
  EXPECT_EQ(other.server.stop(), 0) << other.server.log();
}

}  // namespace
}  // namespace heartlink::process
