// SPDX-License-Identifier: Apache-2.0
// The alias test (protocol.md §4): of a pair under aliases every answer to a GET and every frame of every
// socket is searched for who the other one is. After both have revealed themselves it is found.
#include <fstream>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/masked_pair.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;

const std::string room_id = "heart-hidden";

// Every address of docs/openapi.yaml that answers a GET: a check of the project compares them with the code.
std::vector<std::string> addresses() {
  std::ifstream file{"docs/openapi.yaml"};
  std::vector<std::string> found;
  std::string path;
  for (std::string line; std::getline(file, line);) {
    std::smatch parts;
    if (std::regex_match(line, parts, std::regex{"  (/\\S*):"})) path = parts[1];
    if (line == "    get:") found.push_back(path);
  }
  return found;
}

std::string filled_in(std::string path, const std::string& room, std::int64_t user) {
  path = std::regex_replace(path, std::regex{"\\{room_id\\}"}, room);
  path = std::regex_replace(path, std::regex{"\\{user_id\\}"}, std::to_string(user));
  return std::regex_replace(path, std::regex{"\\{\\w+\\}"}, "1");
}

// One of the two with all his sockets, and whom he must not know.
struct Side {
  Side(const Person& who, const char* name, std::int64_t id, const std::string& room)
      : person(&who), other_name(name), other_id(id), user(who.follow()), live(who.enter(room)) {}

  void expect_no_trace(const std::string& where, const std::string& text) const {
    EXPECT_EQ(MaskedPair::traces(text, other_name, other_id), "") << where << " of " << person->name();
  }
  // The next frame of this type; those before it are searched too.
  json::object await(WebSocketClient& socket, std::string_view type) const {
    for (;;) {
      auto frame = socket.next();
      expect_no_trace("a frame", json::serialize(frame));
      if (std::string_view{frame.at("type").as_string()} == type) return frame;
    }
  }
  // Everything that is on its way.
  void expect_no_trace(WebSocketClient& socket) const {
    socket.send({{"type", "ping"}});
    (void)await(socket, "pong");
  }
  void expect_no_trace_in_any_answer(const std::string& room) const {
    for (const auto& address : addresses()) {
      const auto target = filled_in(address, room, other_id);
      // What it says is what was asked: whose id that is nobody learns.
      const auto answer = person->get(target);
      const bool names_him = address.find("{user_id}") != std::string::npos;
      EXPECT_TRUE(!names_him || answer.status == 404) << target;
      expect_no_trace(target, answer.body);
    }
    for (const auto* query : {"?limit=200", "?after=0", "?before=4"}) {
      const auto target = in_room(room, std::string{"messages/"} + query);
      expect_no_trace(target, person->get(target).body);
    }
  }
  void expect_no_trace_anywhere(const std::string& room) {
    expect_no_trace(user);
    expect_no_trace(live);
    auto anew = person->enter(room);
    expect_no_trace(anew);
    auto resuming = person->enter(room, "?after=0");
    expect_no_trace(resuming);
    expect_no_trace_in_any_answer(room);
  }

  const Person* person;
  const char* other_name;
  std::int64_t other_id;
  WebSocketClient user;
  WebSocketClient live;
};

class Aliases : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_EQ(pair_.server.stop(), 0) << pair_.server.log(); }

  MaskedPair& pair() { return pair_; }
  Side first_side() { return {*pair().first, MaskedPair::second_name, pair().second_id, room_id}; }
  Side second_side() { return {*pair().second, MaskedPair::first_name, pair().first_id, room_id}; }
  static json::object said(const Person& person, const std::string& room, const char* what) {
    return accepted(person.post(in_room(room, what)));
  }

 private:
  MaskedPair pair_{{room_id}};
};

void talk(Side& side, const std::string& room) {
  auto& socket = side.live;
  socket.send({{"type", "typing"}, {"is_typing", true}});
  socket.send(
      {{"type", "message"}, {"content", "a"}, {"client_id", "c-" + side.person->name().substr(0, 3)}});
  const auto id = side.await(socket, "ack").at("id").as_int64();
  side.expect_no_trace("sending", side.person->try_say(room, "over HTTP").body);
  socket.send({{"type", "recall"}, {"id", id}});
  socket.send({{"type", "read_status"}, {"up_to", id}});
  socket.send({{"type", "read_status"}, {"message_ids", json::array{id}}});
  socket.send({{"type", "delivered"}, {"up_to", id + 1}});
  socket.send({{"type", "video_call_invite"}});
  socket.send({{"type", "video_call_status"}, {"status", "joined"}});
  socket.send({{"type", "online_status"}, {"status", "online"}});
}

TEST_F(Aliases, nothing_that_one_is_told_says_who_the_other_is) {
  ASSERT_GT(addresses().size(), 25U) << "run it in the project's folder";
  auto one = first_side();
  auto two = second_side();
  for (auto* side : {&one, &two}) talk(*side, room_id);
  for (auto* side : {&one, &two}) side->expect_no_trace_anywhere(room_id);

  // Nor since when he has been here, or when he was here last.
  const auto online = accepted(pair().first->get(in_room(room_id, "online_users/")));
  for (const auto& each : online.at("online_users").as_array()) EXPECT_EQ(each.at("last_seen"), nullptr);
  const auto mine = accepted(pair().first->get("/tools/api/chat/active_rooms/"));
  for (const auto& each : mine.at("active_rooms").at(0).at("participants").as_array())
    EXPECT_EQ(each.at("last_seen"), nullptr);
  const auto about = accepted(pair().first->get(in_room(room_id, "participants/")));
  for (const auto& each : about.at("data").at("participants").as_array())
    EXPECT_EQ(each.at("tags"), json::array{});

  // Away from the room, what is unread is told on one's own socket.
  two.live.close();
  two.live.await_close();
  (void)one.await(one.live, "user_left");
  pair().first->say(room_id, "are you there?");
  const auto activity = two.await(two.user, "room_activity");
  EXPECT_EQ(activity.at("from"), MaskedPair::first_alias);
  two.expect_no_trace_in_any_answer(room_id);
  two.live = pair().second->enter(room_id);

  // One word is not enough, and neither is keeping.
  EXPECT_EQ(said(*pair().first, room_id, "reveal/").at("revealed"), false);
  for (const auto* person : {&*pair().first, &*pair().second}) said(*person, room_id, "keep/");
  said(*pair().second, room_id, "mark-read/");
  for (auto* side : {&one, &two}) side->expect_no_trace_anywhere(room_id);

  // Both: from here on, and in what was said before, they have names.
  EXPECT_EQ(said(*pair().second, room_id, "reveal/"),
            (json::object{{"success", true}, {"revealed", true}, {"mine", true}, {"theirs", true}}));
  auto frame = one.live.await("member_changed");
  EXPECT_EQ(frame.at("username"), MaskedPair::second_alias);
  EXPECT_EQ(frame.at("both"), true);
  const auto present = json::serialize(one.live.await("presence"));
  EXPECT_NE(present.find(MaskedPair::second_name), std::string::npos) << present;
  pair().second->say(room_id, "so it is you");
  frame = one.live.await("chat_message");
  EXPECT_EQ(frame.at("message").at("sender"), MaskedPair::second_name);
  EXPECT_EQ(frame.at("message").at("sender_id"), pair().second_id);
  two.live.send({{"type", "typing"}, {"is_typing", true}});
  EXPECT_EQ(one.live.await("user_typing").at("username"), MaskedPair::second_name);
  const auto people = json::serialize(said(*pair().first, room_id, "mark-read/"));
  EXPECT_EQ(people.find(MaskedPair::second_name), std::string::npos);
  for (const auto* address : {"participants/", "online_users/", "messages/?after=0"}) {
    const auto body = pair().first->get(in_room(room_id, address)).body;
    EXPECT_NE(body.find(MaskedPair::second_name), std::string::npos) << address;
    EXPECT_EQ(body.find(MaskedPair::second_alias), std::string::npos) << address;
  }
}

TEST_F(Aliases, a_block_and_all_that_follows_from_it_says_nothing_either) {
  auto one = first_side();
  auto two = second_side();
  for (auto* side : {&one, &two}) side->expect_no_trace(side->live);
  one.expect_no_trace("blocking", pair().first->post(in_room(room_id, "block/")).body);
  for (auto* side : {&one, &two}) {
    EXPECT_EQ(side->live.await_close().code, 4410);
    for (const auto& text : side->live.inbox()) side->expect_no_trace("a frame", text);
    side->expect_no_trace(side->user);
    side->expect_no_trace_in_any_answer(room_id);
  }
  const auto list = accepted(pair().first->get("/tools/api/users/blocked/")).at("blocked").as_array();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("username"), MaskedPair::second_alias);
  EXPECT_EQ(text_of(list[0].as_object(), "room_id"), room_id);
  one.expect_no_trace("unblocking", pair().first->post(in_room(room_id, "unblock/")).body);
  EXPECT_EQ(accepted(pair().first->get("/tools/api/users/blocked/")).at("blocked"), json::array{});
}

}  // namespace
}  // namespace heartlink::process
