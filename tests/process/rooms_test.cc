// SPDX-License-Identifier: Apache-2.0
// Rooms from their beginning to their end: direct chats by name, rooms made by people, public rooms, the list
// of one's rooms, and leaving. Ended is final, and whoever was inside is told.
#include <functional>
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
using ::testing::MatchesRegex;
using ::testing::StartsWith;

const std::string direct = "/tools/api/chat/direct/";
const std::string create = "/tools/api/chat/create-room/";

class Rooms : public TownTest {
 protected:
  static std::string direct_room(const std::string& who, const std::string& with) {
    (void)person(with);
    return text_of(accepted(person(who).post(direct, {{"username", with}})), "room_id");
  }
  // That room in the list of `who`, which must hold it.
  static json::object listed(const Person& who, const std::string& room) {
    const auto list = accepted(who.get("/tools/api/chat/rooms/"));
    for (const auto& each : list.at("rooms").as_array()) {
      if (each.at("room_id").as_string() == room) return each.as_object();
    }
    throw std::runtime_error(room + " is not in " + json::serialize(list));
  }
  static std::vector<std::string> list_of(const Person& who) {
    std::vector<std::string> ids;
    const auto list = accepted(who.get("/tools/api/chat/rooms/"));
    for (const auto& each : list.at("rooms").as_array()) ids.push_back(text_of(each.as_object(), "room_id"));
    return ids;
  }
  // The last frames of a socket whose room has ended: room_ended, then the close.
  static json::object last_words(WebSocketClient& socket) {
    const auto ended = socket.await("room_ended");
    EXPECT_EQ(socket.await_close().code, 4410);
    EXPECT_TRUE(socket.inbox().empty()) << "nothing follows the end";
    return ended;
  }
};

TEST_F(Rooms, a_direct_chat_is_made_by_the_exact_name_and_found_again) {
  (void)person("bob");
  const auto& alice = person("alice");
  const auto first = accepted(alice.post(direct, {{"username", "bob"}}));
  const auto room = text_of(first, "room_id");
  EXPECT_THAT(room, MatchesRegex("direct-[0-9a-f]{16}"));
  EXPECT_EQ(first.at("created"), true);
  EXPECT_EQ(text_of(first, "url"), "/tools/chat/room/" + room + "/");
  EXPECT_EQ(first.at("partner").at("username"), "bob");
  EXPECT_FALSE(first.at("partner").as_object().contains("email"));
  const auto again = accepted(alice.post(direct, {{"username", "bob"}}));
  EXPECT_EQ(text_of(again, "room_id"), room);
  EXPECT_EQ(again.at("created"), false);
  const auto from_bob = accepted(person("bob").post(direct, {{"username", "alice"}}));
  EXPECT_EQ(text_of(from_bob, "room_id"), room);
  EXPECT_EQ(from_bob.at("partner").at("username"), "alice");

  EXPECT_EQ(refused(alice.post(direct, {{"username", "bo"}})), "404 user_not_found 没有这个用户");
  EXPECT_EQ(refused(alice.post(direct, {{"username", "alice"}})), "400 self_refused 不能和自己聊天");
  EXPECT_EQ(refused(person("carol").get(in_room(room, "messages/"))),
            "403 not_a_member 您没有权限访问此聊天室");
}

TEST_F(Rooms, two_who_ask_for_each_other_at_once_meet_in_one_room) {
  for (int pair = 0; pair < 5; ++pair) {
    const auto& dan = person("dan" + std::to_string(pair));
    const auto& eve = person("eve" + std::to_string(pair));
    const auto room_of = [](const Person& who, const Person& with) {
      return text_of(accepted(who.post(direct, {{"username", with.name()}})), "room_id");
    };
    auto of_dan = std::async(std::launch::async, room_of, std::cref(dan), std::cref(eve));
    auto of_eve = std::async(std::launch::async, room_of, std::cref(eve), std::cref(dan));
    EXPECT_EQ(of_dan.get(), of_eve.get());
    EXPECT_EQ(list_of(dan).size(), 1U);
    EXPECT_EQ(list_of(eve).size(), 1U);
  }
}

TEST_F(Rooms, my_list_shows_what_waits_in_each_room_the_latest_first) {
  const auto with_gil = direct_room("fay", "gil");
  const auto with_hal = direct_room("fay", "hal");
  const auto& fay = person("fay");
  person("gil").say(with_gil, "first");
  person("hal").say(with_hal, "second");
  const auto last = person("gil").say(with_gil, "third");
  EXPECT_EQ(list_of(fay), (std::vector<std::string>{with_gil, with_hal}));
  const auto row = listed(fay, with_gil);
  EXPECT_EQ(row.at("kind"), "direct");
  EXPECT_EQ(row.at("room_type"), "private");
  EXPECT_EQ(row.at("status"), "active");
  EXPECT_EQ(row.at("unread"), 2);
  EXPECT_EQ(row.at("last_id"), last);
  EXPECT_EQ(row.at("read_up_to"), 0);
  EXPECT_EQ(row.at("last_entry").at("type"), "chat_message");
  EXPECT_EQ(row.at("last_entry").at("id"), last);
  EXPECT_EQ(row.at("last_entry").at("message").at("content"), "third");
  EXPECT_EQ(row.at("other").at("username"), "gil");
  EXPECT_EQ(row.at("member_count"), 2);
  EXPECT_EQ(accepted(fay.get("/tools/api/chat/rooms/")).at("total_unread"), 3);

  accepted(fay.post(in_room(with_gil, "mark-read/")));
  fay.say(with_hal, "mine is not unread to me");
  EXPECT_EQ(listed(fay, with_gil).at("unread"), 0);
  EXPECT_EQ(listed(fay, with_gil).at("read_up_to"), last);
  EXPECT_EQ(list_of(fay).front(), with_hal);
  EXPECT_EQ(accepted(fay.get("/tools/api/chat/rooms/")).at("total_unread"), 1);
}

TEST_F(Rooms, who_leaves_a_chat_of_two_ends_it_for_both) {
  const auto room = direct_room("ida", "jon");
  auto ida = person("ida").live_in(room);
  auto jon = person("jon").live_in(room);
  person("jon").say(room, "until here");
  EXPECT_EQ(accepted(person("ida").post(in_room(room, "leave/"))).at("ended"), true);
  for (auto* socket : {&ida, &jon}) {
    const auto ended = last_words(*socket);
    EXPECT_EQ(ended.at("id"), 2);
    EXPECT_EQ(text_of(ended, "room_id"), room);
    EXPECT_EQ(ended.at("reason"), "left");
  }
  EXPECT_THAT(refused(person("jon").knock(room)), StartsWith("410 room_ended"));
  EXPECT_THAT(refused(person("jon").try_say(room, "too late")), StartsWith("410 room_ended"));
  const auto history = accepted(person("jon").get(in_room(room, "messages/?after=0")));
  EXPECT_EQ(history.at("room_ended"), true);
  ASSERT_EQ(history.at("entries").as_array().size(), 2U) << "what was said stays readable";
  EXPECT_EQ(history.at("entries").at(1).at("type"), "room_ended");
  EXPECT_EQ(history.at("messages").as_array().size(), 1U);

  const auto anew = accepted(person("jon").post(direct, {{"username", "ida"}}));
  EXPECT_EQ(anew.at("created"), true);
  EXPECT_NE(text_of(anew, "room_id"), room) << "ended is final";
  EXPECT_EQ(person("ida").say(text_of(anew, "room_id"), "hello again"), 1);
}

TEST_F(Rooms, a_room_is_made_by_its_name_and_belongs_to_its_maker) {
  const auto& kim = person("kim");
  const auto made = accepted(kim.post_text(create, R"({"room_name":"  Film Club_1 "})"));
  EXPECT_EQ(made.at("room_id"), "film-club-1");
  const auto row = listed(kim, "film-club-1");
  EXPECT_EQ(row.at("kind"), "group");
  EXPECT_EQ(row.at("room_type"), "group");
  EXPECT_EQ(row.at("role"), "owner");
  EXPECT_TRUE(row.at("other").is_null());
  EXPECT_EQ(refused(person("leo").post(create, {{"room_name", "film club 1"}})),
            "403 not_a_member 您没有权限访问此聊天室");
  EXPECT_EQ(accepted(kim.post(create, {{"room_name", "技术讨论"}})).at("room_id"), "技术讨论");
  EXPECT_EQ(kim.knock("%E6%8A%80%E6%9C%AF%E8%AE%A8%E8%AE%BA").status, 101);

  auto form = kim.headers();
  form.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  const HttpRequest request{create, form, "POST", "room_name=From+a+form"};
  EXPECT_EQ(accepted(ask(town().server.port(), request)).at("room_id"), "from-a-form");
}

TEST_F(Rooms, names_that_the_server_gives_itself_are_reserved) {
  for (const std::string start : {"direct-", "match-", "heart-", "system-", "test-room-"}) {
    EXPECT_EQ(refused(person("kim").post(create, {{"room_name", start + "mine"}})),
              "400 room_reserved 这个房间号是保留的，换一个吧");
  }
  EXPECT_THAT(refused(person("kim").post(create, {{"room_name", "a/b"}})), StartsWith("400 room_id_invalid"));
  EXPECT_THAT(refused(person("kim").post(create, {{"room_name", ".."}})), StartsWith("400 room_id_invalid"));
}

TEST_F(Rooms, a_public_room_is_made_by_staff_listed_for_all_and_joined_by_who_wants) {
  const json::object request{{"room_name", "Lobby"}, {"kind", "public"}};
  EXPECT_EQ(refused(person("kim").post(create, request)), "403 not_allowed 你没有权限这样做");
  accepted(town().staff("sam").post(create, request));
  (void)direct_room("kim", "leo");
  person("kim").say("lobby", std::string(60, 'x'));
  const auto rooms = accepted(person("leo").get("/tools/api/chat/active-rooms/")).at("rooms").as_array();
  bool seen = false;
  for (const auto& room : rooms) {
    EXPECT_TRUE(room.at("room_id") == "lobby" || room.at("room_id") == "public-room") << room.at("room_id");
    if (room.at("room_id") != "lobby") continue;
    seen = true;
    EXPECT_EQ(room.at("last_message").at("sender"), "kim");
    EXPECT_EQ(text_of(room.at("last_message").as_object(), "content"), std::string(50, 'x'));
  }
  EXPECT_TRUE(seen);

  EXPECT_EQ(person("leo").knock("lobby").status, 101) << "open to who knows it";
  EXPECT_THAT(list_of(person("leo")), ::testing::Not(::testing::Contains("lobby")))
      << "entering makes no member";
  EXPECT_EQ(accepted(person("leo").post(create, {{"room_name", "Lobby"}})).at("message"), "加入现有聊天室");
  EXPECT_EQ(listed(person("leo"), "lobby").at("role"), "member");
  const auto joined = accepted(person("mia").post("/tools/api/chat/join/", {{"room_id", "lobby"}}));
  EXPECT_EQ(joined.at("room_id"), "lobby");
  EXPECT_EQ(joined.at("already"), false);
  EXPECT_EQ(listed(person("mia"), "lobby").at("kind"), "public");
  EXPECT_EQ(refused(person("leo").post(in_room("lobby", "end/"))), "403 not_allowed 你没有权限这样做");
  accepted(town().staff("sam").post(in_room("lobby", "end/")));
  EXPECT_THAT(refused(person("leo").knock("lobby")), StartsWith("410 room_ended"));
}

TEST_F(Rooms, its_owner_ends_a_group_and_an_operator_any_room) {
  town().make_group("book-club", "kim", {"leo"});
  auto leo = person("leo").live_in("book-club");
  EXPECT_EQ(refused(person("leo").post(in_room("book-club", "end/"))), "403 not_allowed 你没有权限这样做");
  const auto end = number_of(accepted(person("kim").post(in_room("book-club", "end/"))), "id");
  const auto ended = last_words(leo);
  EXPECT_EQ(ended.at("id"), end);
  EXPECT_EQ(ended.at("reason"), "ended");

  const auto room = direct_room("kim", "leo");
  auto kim = person("kim").live_in(room);
  town().server.must({"room", "end", room});
  EXPECT_EQ(last_words(kim).at("reason"), "operator");
}

TEST_F(Rooms, only_those_who_share_a_room_see_each_others_profile) {
  const auto id = [](const std::string& name) {
    const auto status = accepted(person(name).get("/users/api/session-status/"));
    return std::to_string(status.at("data").at("user_id").as_int64());
  };
  const auto profile_of = [&](const std::string& name) {
    return "/tools/api/user/" + id(name) + "/profile/";
  };
  const auto& nora = person("nora");
  EXPECT_EQ(accepted(nora.get(profile_of("nora"))).at("data").at("username"), "nora");
  EXPECT_EQ(refused(nora.get(profile_of("otto"))), "404 user_not_found 没有这个用户");
  EXPECT_EQ(refused(nora.get("/tools/api/user/99999/profile/")), "404 user_not_found 没有这个用户");
  const auto with_otto = nora.live_in("public-room");
  const auto otto = person("otto").live_in("public-room");
  EXPECT_EQ(nora.get(profile_of("otto")).status, 404) << "an open room is no acquaintance";
  (void)direct_room("nora", "otto");
  const auto profile = accepted(nora.get(profile_of("otto"))).at("data").as_object();
  EXPECT_EQ(profile.at("display_name"), "otto");
  EXPECT_EQ(profile.at("membership_type"), "免费用户");
  for (const auto* secret : {"email", "phone", "date_joined", "last_login", "is_staff", "is_active"})
    EXPECT_FALSE(profile.contains(secret)) << secret;
}

}  // namespace
}  // namespace heartlink::process
