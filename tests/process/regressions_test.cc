// SPDX-License-Identifier: Apache-2.0
// What users of the Django application actually hit (contract.md 7.7), one test each for what concerns rooms
// and messages. tests/regressions.md has the whole list and says where the others belong.
#include <algorithm>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/clock_back.h"
#include "tests/process/history.h"
#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Regressions : public TownTest {
 protected:
  static void SetUpTestSuite() { open({"workers=4"}); }

  static std::string page_of(const std::string& room) { return "/tools/chat/room/" + room + "/"; }
  // Where a browser that goes to the room's page ends: at the room, not at an error or the sign-in page.
  static void expect_let_in(const Person& person, const std::string& room) {
    const auto page = person.browse(page_of(room));
    EXPECT_THAT(page.header("location"), Not(HasSubstr("chat-room-error"))) << person.name() << " " << room;
    EXPECT_THAT(page.header("location"), Not(HasSubstr("/users/login/"))) << person.name() << " " << room;
    EXPECT_THAT(page.status, ::testing::AnyOf(200, 302)) << page.body;
    EXPECT_EQ(person.knock(room).status, 101) << person.name() << " " << room;
  }
  static std::map<std::int64_t, bool> read_marks(const Person& person, const std::string& room) {
    std::map<std::int64_t, bool> marks;
    const auto page = accepted(person.get(in_room(room, "messages/")));
    for (const auto& message : page.at("messages").as_array())
      marks[message.at("id").as_int64()] = message.at("is_read").as_bool();
    return marks;
  }
  static std::size_t count_said(const Person& person, const std::string& room, const std::string& content) {
    const auto history = read_history(town().server.port(), person.headers(), room);
    return static_cast<std::size_t>(
        std::ranges::count_if(history, [&](const HistoryEntry& entry) { return entry.content == content; }));
  }
};

TEST_F(Regressions, r01_the_one_program_speaks_websocket_and_says_what_is_wrong_when_it_cannot) {
  EXPECT_EQ(person("alice").knock("test-room-123").status, 101) << "there is no second server to forget";
  const auto plain = person("alice").get("/ws/chat/test-room-123/");
  EXPECT_THAT(refused(plain), StartsWith("426 not_websocket")) << "neither 404 nor 403 without a reason";
  EXPECT_THAT(refused(person("alice").knock("nowhere")), StartsWith("404 room_not_found"));
}

TEST_F(Regressions, r02_the_socket_is_on_the_port_of_the_page) {
  const auto& server = town().server;
  const auto from_port = [&](const std::string& port) {
    auto headers = person("alice").headers();
    headers.back().second = "http://127.0.0.1:" + port;  // the Origin
    return ask(server.port(), upgrade_request("/ws/chat/test-room-123/", headers));
  };
  EXPECT_EQ(from_port(std::to_string(server.port())).status, 101);
  EXPECT_THAT(refused(from_port("1")), StartsWith("403 origin_refused"));
  const auto configured = server.must({"config", "show", "--json"});
  EXPECT_THAT(configured, HasSubstr(R"({"key":"listen","value":"127.0.0.1:8000","origin":"default"})"))
      << "old pages rewrite every other port to 8000";
}

TEST_F(Regressions, r03_two_sends_of_one_enter_are_one_message) {
  town().make_pair_room("r03", "heart", "alice", "bob");
  const auto& alice = person("alice");
  auto bob = person("bob").live_in("r03");
  const json::object once{{"content", "one enter"}, {"client_id", "enter-1"}};
  const auto first = accepted(alice.post(in_room("r03", "send/"), once));
  const auto second = accepted(alice.post(in_room("r03", "send/"), once));
  EXPECT_EQ(second.at("message").at("id"), first.at("message").at("id"));
  EXPECT_EQ(second.at("dup"), true);

  auto tab = alice.live_in("r03");
  tab.send(once);
  EXPECT_EQ(tab.await("ack").at("dup"), true) << "over the socket it is the same message too";

  const json::object old_page{{"content", "an old page's enter"}};
  accepted(alice.post(in_room("r03", "send/"), old_page));
  EXPECT_EQ(alice.post(in_room("r03", "send/"), old_page).status, 429);
  alice.say("r03", "the end");
  EXPECT_EQ(of_type(frames_until_said(bob, "the end"), "chat_message").size(), 3U);
  EXPECT_EQ(count_said(alice, "r03", "one enter"), 1U);
  EXPECT_EQ(count_said(alice, "r03", "an old page's enter"), 1U);
}

TEST_F(Regressions, r04_a_message_is_seen_without_a_refresh_however_it_was_sent) {
  town().make_pair_room("r04", "heart", "alice", "bob");
  std::vector<WebSocketClient> tabs;  // of both people, on different workers
  for (int i = 0; i < 4; ++i) {
    tabs.push_back(person("alice").live_in("r04"));
    tabs.push_back(person("bob").live_in("r04"));
  }
  tabs.front().send({{"content", "by socket"}, {"client_id", "r04"}});
  for (auto& tab : tabs) EXPECT_EQ(frames_until_said(tab, "by socket").back().at("id"), 1);
  person("bob").say("r04", "by HTTP");
  for (auto& tab : tabs) EXPECT_EQ(frames_until_said(tab, "by HTTP").back().at("id"), 2);
}

// Whoever watches asks for nothing: the server's own heartbeat, once a second, is the clock of this test.
TEST(RegressionsOfWaits, r06_a_wait_that_has_just_begun_has_not_expired_seconds_later) {
  Town town{{"limits.heartbeat=1s"}};
  const auto& anna = town.person("anna");
  waits(seek_heart(anna));
  accepted(cancel_heart(anna));
  const auto wait = waits(seek_heart(anna));
  auto clock = town.person("ben").follow();
  for (int second = 0; second < 4; ++second) {
    clock.await("heartbeat");
    const auto status = heart_status(anna);
    ASSERT_EQ(status.at("status"), "pending") << "after " << second << " s";
    EXPECT_EQ(status.at("request_id"), wait.at("request_id")) << "and not of the wait before it";
    EXPECT_EQ(status.at("expires_at"), wait.at("expires_at"));
  }
  EXPECT_GT(moment(wait, "expires_at") / 1'000 - wait.at("server_time").as_int64(), 590'000);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST_F(Regressions, r07_who_waits_stays_signed_in_while_the_other_is_in_the_room_and_after) {
  town().make_pair_room("r07", "heart", "anna", "ben");
  const auto& anna = person("anna");
  const auto signed_in = [&] { return anna.get("/users/api/session-status/").status == 200; };
  auto ben = person("ben").live_in("r07");
  EXPECT_TRUE(signed_in());
  expect_let_in(anna, "r07");
  ben.send({{"content", "are you there?"}, {"client_id", "r07"}});
  ben.await("ack");
  EXPECT_TRUE(signed_in());
  const auto elsewhere = Person::signed_in(town().server, "ben");
  accepted(elsewhere.post("/users/api/logout/"));
  ben.close();
  ben.await_close();
  EXPECT_TRUE(signed_in()) << "the other one's sign-out is not mine";
  expect_let_in(anna, "r07");
  EXPECT_EQ(count_said(anna, "r07", "are you there?"), 1U);
}

TEST_F(Regressions, r08_the_second_person_enters_by_the_link) {
  const auto& alice = person("alice");
  const auto& bob = person("bob");
  town().make_pair_room("r08-heart", "heart", "alice", "bob");
  const auto direct = accepted(alice.post("/tools/api/chat/direct/", {{"username", "bob"}}));
  EXPECT_EQ(text_of(direct, "url"), page_of(text_of(direct, "room_id")));
  for (const auto& room :
       {std::string{"r08-heart"}, text_of(direct, "room_id"), std::string{"public-room"}}) {
    expect_let_in(alice, room);
    expect_let_in(bob, room);
  }
  const auto first_in = alice.live_in("test-room-r08");
  expect_let_in(bob, "test-room-r08");

  town().make_group("r08-group", "alice");
  const auto invitation = accepted(alice.post(in_room("r08-group", "invite/")));
  EXPECT_THAT(text_of(invitation, "url"),
              StartsWith(town().server.origin() + "/tools/chat/?join=" + text_of(invitation, "code")));
  const auto joined = accepted(bob.post("/tools/api/chat/join/", {{"code", text_of(invitation, "code")}}));
  EXPECT_EQ(text_of(joined, "room_id"), "r08-group");
  expect_let_in(bob, "r08-group");
}

// Sweeps look for test rooms that nobody uses, and once took rooms from under the people in them.
TEST(RegressionsOfSweeps, r09_no_sweep_ends_a_room_that_is_used_or_belongs_to_two) {
  Town town{{"retention.test_rooms=1s"}};
  town.make_pair_room("r09-heart", "heart", "alice", "bob");
  auto used = town.person("alice").live_in("test-room-used");
  auto left = town.person("bob").live_in("test-room-left");
  left.close();
  left.await_close();
  ask_until([&] { return town.person("bob").get(in_room("test-room-left", "messages/")); },
            [](const HttpAnswer& answer) { return answer.status == 404; });
  town.person("bob").say("test-room-used", "still here");
  EXPECT_EQ(frames_until_said(used, "still here").back().at("id"), 1);
  EXPECT_EQ(town.person("bob").knock("r09-heart").status, 101) << "nobody was ever in it, and it stays";
  used.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST_F(Regressions, r10_a_room_one_is_in_never_blocks_another_and_can_be_left) {
  const auto& tina = person("tina");
  town().make_pair_room("r10-heart", "heart", "tina", "udo");
  auto in_heart = tina.live_in("r10-heart");
  auto in_public = tina.live_in("public-room");
  (void)person("vera");
  const auto direct = accepted(tina.post("/tools/api/chat/direct/", {{"username", "vera"}}));
  expect_let_in(tina, text_of(direct, "room_id"));
  town().make_group("r10-group", "tina");
  expect_let_in(tina, "r10-group");
  expect_let_in(tina, "test-room-r10");

  EXPECT_EQ(accepted(tina.post(in_room("r10-heart", "leave/"))).at("ended"), true);
  EXPECT_EQ(in_heart.await_close().code, 4410);
  in_public.send({{"type", "ping"}});
  EXPECT_EQ(in_public.await("pong").at("type"), "pong") << "only that one";
  const auto active = json::serialize(accepted(tina.get("/tools/api/chat/active_rooms/")));
  EXPECT_THAT(active, Not(HasSubstr("r10-heart")));
  EXPECT_THAT(active, HasSubstr("r10-group"));
}

TEST_F(Regressions, r11_every_page_gives_scripts_a_token_that_works) {
  const auto& server = town().server;
  const auto& alice = person("alice");
  for (const auto* page : {"/users/login/", "/users/register/"})
    EXPECT_NE(ask(server.port(), {page}).set_cookie("csrftoken"), "") << page;
  for (const auto* page :
       {"/tools/", "/tools/chat/", "/tools/chat/debug/test-room-123/", "/users/settings/"}) {
    const auto cookie = alice.browse(page).set_cookie("csrftoken");
    ASSERT_NE(cookie, "") << page;
    EXPECT_THAT(cookie, Not(HasSubstr("HttpOnly"))) << "scripts must read it";
    EXPECT_THAT(cookie, HasSubstr("Max-Age=31536000")) << "a year";
    const auto pair = cookie.substr(0, cookie.find(';'));
    const Headers from_script{{"Cookie", alice.headers().front().second + "; " + pair},
                              {"X-CSRFToken", pair.substr(pair.find('=') + 1)}};
    const HttpRequest request{"/tools/api/chat/online_status/", from_script, "POST", "{}"};
    EXPECT_EQ(ask(server.port(), request).status, 200) << page;
  }
}

TEST_F(Regressions, r12_a_message_is_read_when_the_other_has_read_it_and_not_before) {
  town().make_pair_room("r12", "heart", "alice", "bob");
  const auto& alice = person("alice");
  const auto& bob = person("bob");
  alice.say("r12", "one");
  alice.say("r12", "two");
  bob.say("r12", "three");
  const std::map<std::int64_t, bool> nothing_read{{1, false}, {2, false}, {3, false}};
  EXPECT_EQ(read_marks(alice, "r12"), nothing_read);
  EXPECT_EQ(read_marks(bob, "r12"), nothing_read) << "writing is not reading";

  auto alice_tab = alice.live_in("r12");
  auto bob_tab = bob.live_in("r12");
  bob_tab.send({{"type", "read_status"}, {"message_ids", json::array{"1"}}});
  const auto update = alice_tab.await("read_status_update");
  EXPECT_EQ(update.at("message_ids"), (json::array{1}));
  EXPECT_EQ(update.at("username"), "bob");
  EXPECT_EQ(read_marks(alice, "r12"), (std::map<std::int64_t, bool>{{1, true}, {2, false}, {3, false}}));
  EXPECT_EQ(read_marks(bob, "r12"), (std::map<std::int64_t, bool>{{1, true}, {2, false}, {3, false}}));

  EXPECT_EQ(accepted(alice.post(in_room("r12", "mark-read/"))).at("marked_count"), 1);
  EXPECT_EQ(read_marks(bob, "r12"), (std::map<std::int64_t, bool>{{1, true}, {2, false}, {3, true}}))
      << "mine is read by her, hers not yet by me";
  town().make_pair_room("r12-other", "heart", "alice", "bob");
  bob.say("r12-other", "elsewhere");
  EXPECT_EQ(read_marks(alice, "r12-other").at(1), false) << "a mark is of one room";
}

TEST(RegressionsOfRecall, r13_a_message_can_be_taken_back_for_five_minutes) {
  Town town;
  town.make_pair_room("r13", "heart", "alice", "bob");
  const auto& alice = town.person("alice");
  for (const auto* text : {"five minutes and a bit", "nearly five minutes", "three minutes"})
    alice.say("r13", text);
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
  make_older(town.server, "r13", 1, std::chrono::seconds{301});
  make_older(town.server, "r13", 2, std::chrono::seconds{240});
  make_older(town.server, "r13", 3, std::chrono::seconds{180});
  town.server.start();
  const auto recall = [&](int id) { return alice.post(in_room("r13", "recall/"), {{"id", id}}); };
  EXPECT_EQ(refused(recall(1)), "400 recall_too_late 只能删除5分钟内的消息");
  EXPECT_EQ(refused(alice.post(in_room("r13", "delete-message/1/"))),
            "400 recall_too_late 只能删除5分钟内的消息");
  EXPECT_EQ(accepted(recall(2)).at("target"), 2);
  // The two minutes of old were too short for this one.
  EXPECT_EQ(accepted(alice.post(in_room("r13", "delete-message/3/"))).at("message"), "消息已删除");
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

TEST_F(Regressions, r17_who_goes_to_a_room_that_is_not_there_sees_a_page) {
  town().make_pair_room("r17", "heart", "alice", "bob");
  town().make_pair_room("r17-over", "heart", "alice", "bob");
  accepted(person("alice").post(in_room("r17-over", "leave/")));
  const auto& carol = person("carol");
  const auto& alice = person("alice");
  for (const std::string page : {"/tools/chat/room/", "/tools/chat/enhanced/", "/tools/heart_link/chat/"}) {
    const auto shown = [&](const Person& who, const std::string& room) {
      const auto answer = who.browse(page + room + "/");
      EXPECT_EQ(answer.status, 302) << page << room << answer.body;
      return answer.header("location");
    };
    EXPECT_EQ(shown(alice, "nowhere"), "/tools/chat-room-error/not_found/nowhere/");
    EXPECT_EQ(shown(alice, "r17-over"), "/tools/chat-room-error/ended/r17-over/");
    EXPECT_EQ(shown(carol, "r17"), "/tools/chat-room-error/no_permission/r17/");
    EXPECT_EQ(alice.browse(page + "r17/").status, 200);
    EXPECT_EQ(alice.browse(page + "r17-over/?history=1").status, 200) << "what was said there can be read";
    EXPECT_EQ(alice.browse(page + "test-room-r17/").status, 200) << "its socket makes it";
    auto program = carol.headers();
    program.emplace_back("Accept", "application/json");
    EXPECT_EQ(refused(ask(town().server.port(), {page + "r17/", program})),
              "403 not_a_member 您没有权限访问此聊天室");
    EXPECT_THAT(ask(town().server.port(), {page + "r17/"}).header("location"),
                StartsWith("/users/login/?next="));
  }
  for (const auto* kind : {"not_found", "ended", "no_permission", "error"}) {
    const auto page = ask(town().server.port(), {"/tools/chat-room-error/" + std::string{kind} + "/r17/"});
    EXPECT_EQ(page.status, 200) << "for everybody, signed in or not";
    EXPECT_THAT(page.header("content-type"), HasSubstr("text/html"));
  }
}

}  // namespace
}  // namespace heartlink::process
