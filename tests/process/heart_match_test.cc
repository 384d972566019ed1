// SPDX-License-Identifier: Apache-2.0
// Heart link from outside: strangers meet under aliases, and every text and status of it. What goes wrong on
// the way is in match_life_test.cc.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string already_waiting =
    "400 already_waiting 您已有一个正在等待匹配的心动链接请求，请稍后再试或先取消当前请求";

// People of its own in every test, and nobody waits any more when it is over: all look for anybody.
class HeartLink : public TownTest {
 protected:
  void TearDown() override {
    for (const auto& name : met_) {
      // Again while a match was first: whoever it left behind may be matched with somebody else by then.
      const auto cancel_all = [&] {
        (void)cancel_number(person(name));
        return cancel_heart(person(name));
      };
      ask_until(cancel_all, [](const HttpAnswer& answer) { return answer.status == 404; });
    }
  }
  const Person& who(const std::string& name) {
    met_.insert(name);
    return person(name);
  }
  // Two who have met; the room they were offered.
  std::string offered(const std::string& one, const std::string& other) {
    waits(seek_heart(who(one)));
    return text_of(meets(seek_heart(who(other))), "room_id");
  }
  // Both have opened it, and the match is for good.
  std::string matched(const std::string& one, const std::string& other) {
    const auto room = offered(one, other);
    auto first = who(one).live_in(room);
    auto second = who(other).live_in(room);
    ask_until([&] { return who(one).get(std::string{heart_link} + "status/"); },
              [](const HttpAnswer& answer) { return !answer.json().contains("confirm_by"); });
    return room;
  }

 private:
  std::set<std::string> met_;
};

TEST_F(HeartLink, the_first_waits_and_the_second_meets_him) {
  auto ann_line = listen(who("ann"));
  const auto waiting = waits(seek_heart(who("ann")));
  EXPECT_GT(number_of(waiting, "request_id"), 0);
  EXPECT_EQ(waiting.at("message"), "正在等待匹配...");
  const auto lifetime = moment(waiting, "expires_at") - number_of(waiting, "server_time") * 1000;
  EXPECT_NEAR(static_cast<double>(lifetime), 600e6, 30e6) << "ten minutes";
  const auto pending = heart_status(who("ann"));
  EXPECT_EQ(pending.at("status"), "pending");
  EXPECT_EQ(pending.at("message"), "正在等待匹配...");
  EXPECT_EQ(pending.at("waiting"), 1);
  EXPECT_EQ(pending.at("expires_at"), waiting.at("expires_at"));

  const auto found = meets(seek_heart(who("bo")));
  const auto room = text_of(found, "room_id");
  EXPECT_THAT(room, StartsWith("heart-"));
  EXPECT_GT(number_of(found, "request_id"), number_of(waiting, "request_id"));
  EXPECT_EQ(found.at("chat_url"), json::string{"/tools/heart_link/chat/" + room + "/"});
  EXPECT_EQ(found.at("auto_redirect"), true);
  std::int64_t told = 0;
  const auto event = next_told(ann_line, "match_found", told);
  EXPECT_EQ(event.at("kind"), "heart");
  EXPECT_EQ(event.at("room_id"), json::string{room});
  EXPECT_EQ(event.at("url"), found.at("chat_url"));
  EXPECT_NEAR(event.at("confirm_by").to_number<double>(), found.at("confirm_by").to_number<double>(), 5e3);

  for (const auto* name : {"ann", "bo"}) {
    const auto status = heart_status(who(name));
    EXPECT_EQ(status.at("status"), "matched");
    EXPECT_EQ(status.at("room_id"), json::string{room});
    EXPECT_EQ(status.at("waiting"), 0) << "who is offered somebody does not wait";
  }
  auto ann = who("ann").live_in(room);
  who("bo").say(room, "嗨");
  EXPECT_EQ(ann.await("chat_message").at("message").at("content"), "嗨");
}

TEST_F(HeartLink, every_mention_of_the_other_is_an_alias) {
  const std::string one = "Quirinus.Zabriskie";
  const std::string other = "Wilhelmina-Oxtoby";
  auto one_line = listen(who(one));
  waits(seek_heart(who(one)));
  const auto found = meets(seek_heart(who(other)));
  const auto room = text_of(found, "room_id");
  const auto event = one_line.await("match_found");
  auto inside = who(one).enter(room);
  who(other).say(room, "who are you?");
  const auto frames = frames_until_said(inside, "who are you?");
  const auto alias = text_of(event, "partner");
  EXPECT_EQ(frames.back().at("message").at("sender"), json::string{alias});
  for (const auto& frame : frames) EXPECT_THAT(json::serialize(frame), Not(HasSubstr(other)));
  EXPECT_THAT(json::serialize(event), Not(HasSubstr(other)));
  EXPECT_EQ(heart_status(who(one)).at("matched_user"), json::string{alias});
  EXPECT_NE(found.at("matched_user"), json::string{alias}) << "each has one of his own";
  for (const auto& text :
       {json::serialize(found), seek_heart(who(other)).body,
        who(other).get(std::string{heart_link} + "status/").body,
        who(other).get("/tools/api/chat/rooms/").body, who(other).get("/tools/api/chat/active_rooms/").body})
    EXPECT_THAT(text, Not(HasSubstr(one)));
}

TEST_F(HeartLink, whoever_waits_already_is_told_so_to_the_character) {
  const auto first = waits(seek_heart(who("cy")));
  const auto again = seek_heart(who("cy"));
  EXPECT_EQ(refused(again), already_waiting);
  EXPECT_EQ(again.json().at("expires_at"), first.at("expires_at"));
  EXPECT_EQ(again.json().at("kind"), "heart");
}

TEST_F(HeartLink, the_status_is_one_of_the_contracts_words) {
  const auto none = heart_status(who("di"));
  EXPECT_EQ(none.at("status"), "not_found");
  EXPECT_EQ(none.at("message"), "没有找到请求记录");
  EXPECT_EQ(refused(cancel_heart(who("di"))), "404 ticket_not_found 没有找到待处理的请求");
  waits(seek_heart(who("di")));
  EXPECT_EQ(accepted(cancel_heart(who("di"))).at("message"), "已取消 1 个匹配请求");
  const auto gone = heart_status(who("di"));
  EXPECT_EQ(gone.at("status"), "cancelled");
  EXPECT_EQ(gone.at("message"), "请求已取消");
  EXPECT_EQ(refused(cancel_heart(who("di"))), "404 ticket_not_found 没有找到待处理的请求") << "once only";
  waits(seek_heart(who("ed")));
}

TEST_F(HeartLink, an_open_room_is_where_one_is_led_back_to) {
  const auto room = matched("fay", "gil");
  for (const auto* name : {"fay", "gil"}) {
    const auto back = accepted(seek_heart(who(name)));
    EXPECT_EQ(back.at("reconnect"), true);
    EXPECT_EQ(back.at("room_id"), json::string{room});
    EXPECT_EQ(back.at("message"), "您已有一个活跃的聊天室，正在为您重连...");
    EXPECT_EQ(back.at("chat_url"), json::string{"/tools/heart_link/chat/" + room + "/"});
    EXPECT_EQ(back.at("matched_user"), heart_status(who(name)).at("matched_user"));
  }
  accepted(who("fay").post(in_room(room, "leave/")));
  waits(seek_heart(who("fay")));
}

TEST_F(HeartLink, no_other_room_leads_anybody_back) {
  (void)who("ivy");
  accepted(who("hal").post("/tools/api/chat/direct/", {{"username", "ivy"}}));
  town().make_group("friends of heart", "hal");
  (void)who("hal").live_in("public-room");
  who("hal").say("public-room", "hello");
  (void)who("hal").live_in("test-room-heart");
  waits(type_number(who("hal"), "1234"));
  const auto number_room = text_of(meets(type_number(who("jo"), "1234")), "room_id");
  auto hal = who("hal").live_in(number_room);
  auto jo = who("jo").live_in(number_room);
  const auto answer = ask_until([&] { return seek_heart(who("hal")); },
                                [](const HttpAnswer& each) { return each.status == 200; });
  waits(answer);
}

TEST_F(HeartLink, ending_the_room_ends_it_for_both) {
  const auto room = matched("kim", "lou");
  auto lou = who("lou").live_in(room);
  const auto ended = accepted(end_heart(who("kim"), json::string{room}));
  EXPECT_EQ(ended.at("message"), "聊天室已结束");
  EXPECT_EQ(ended.at("room_id"), json::string{room});
  EXPECT_EQ(lou.await("room_ended").at("room_id"), json::string{room});
  EXPECT_EQ(lou.await_close().code, 4410);
  for (const auto* name : {"kim", "lou"}) {
    const auto status = heart_status(who(name));
    EXPECT_EQ(status.at("status"), "expired");
    EXPECT_EQ(status.at("message"), "匹配请求已过期");
  }
  EXPECT_EQ(accepted(end_heart(who("lou"), json::string{room})).at("message"), "聊天室已结束")
      << "the same text when it has ended already";
  waits(seek_heart(who("kim")));
}

TEST_F(HeartLink, only_who_is_in_a_room_ends_it) {
  const auto room = matched("mo", "ned");
  EXPECT_EQ(refused(end_heart(who("ola"), json::string{room})), "403 not_a_member 您没有权限结束此聊天室");
  EXPECT_EQ(refused(end_heart(who("ola"), "heart-nowhere")), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(end_heart(who("ola"), "no/room at all")), "404 room_not_found 聊天室不存在");
  EXPECT_EQ(refused(who("ola").post(std::string{heart_link} + "cleanup/", {{"force_end", true}})),
            "403 not_allowed 您没有权限结束此聊天室")
      << "the sweep over everybody's rooms is nobody's";
  const auto asked = accepted(
      who("mo").post(std::string{heart_link} + "cleanup/", {{"room_id", room}, {"force_end", false}}));
  EXPECT_EQ(asked.at("ended"), false);
  who("ned").say(room, "still here");
}

TEST_F(HeartLink, ending_the_room_while_it_is_offered_is_leaving_it) {
  const auto room = offered("pia", "quin");
  auto quin = listen(who("quin"));
  accepted(end_heart(who("pia"), json::string{room}));
  const auto told = quin.await("match_withdrawn");
  EXPECT_EQ(told.at("reason"), "partner_gone");
  EXPECT_EQ(told.at("back_in_pool"), true);
  EXPECT_EQ(heart_status(who("quin")).at("status"), "pending");
  EXPECT_EQ(heart_status(who("pia")).at("status"), "cancelled");
}

TEST_F(HeartLink, whoever_waits_longest_comes_first_and_staff_may_match) {
  (void)town().staff("helper");
  waits(seek_heart(who("helper")));
  const auto found = meets(seek_heart(who("roy")));
  const auto room = text_of(found, "room_id");
  EXPECT_EQ(text_of(heart_status(who("helper")), "room_id"), room);
}

TEST_F(HeartLink, hard_wishes_hold_in_both_directions) {
  const json::object wants_german{{"language", "de"}, {"wanted", {{"language", "DE"}, {"hard", true}}}};
  waits(seek_heart(who("sid"), wants_german));
  const json::object english{{"language", "en"}};
  const auto second = waits(seek_heart(who("tea"), english));
  EXPECT_EQ(heart_status(who("sid")).at("waiting"), 2);
  const auto found = meets(seek_heart(who("uma"), {{"language", "de"}}));
  EXPECT_EQ(heart_status(who("sid")).at("room_id"), found.at("room_id"));
  const auto still = heart_status(who("tea"));
  EXPECT_EQ(still.at("request_id"), second.at("request_id"));
  EXPECT_EQ(still.at("status"), "pending");
  EXPECT_EQ(refused(seek_heart(who("vic"), {{"age_band", 9}})), "400 preferences_invalid 匹配条件不正确");
}

// They wait for somebody else as long as there may be one.
TEST_F(HeartLink, partners_of_today_do_not_meet_again_at_once) {
  const auto room = matched("xan", "yve");
  accepted(who("xan").post(in_room(room, "leave/")));
  waits(seek_heart(who("xan")));
  waits(seek_heart(who("yve")));
  meets(seek_heart(who("zed")));
  EXPECT_EQ(heart_status(who("xan")).at("status"), "matched");
}

TEST_F(HeartLink, the_list_of_active_rooms_says_that_one_waits) {
  const std::string list = "/tools/api/chat/active_rooms/";
  EXPECT_EQ(accepted(who("abe").get(list)).at("heart_link_status"), nullptr);
  const auto waiting = waits(seek_heart(who("abe")));
  const auto shown = accepted(who("abe").get(list)).at("heart_link_status").as_object();
  EXPECT_EQ(shown.at("status"), "pending");
  EXPECT_EQ(shown.at("expires_at"), waiting.at("expires_at"));
  EXPECT_EQ(moment(shown, "expires_at") - moment(shown, "created_at"), 600'000'000);
  meets(seek_heart(who("bea")));
  const auto now = accepted(who("abe").get(list));
  EXPECT_EQ(now.at("heart_link_status"), nullptr);
  EXPECT_EQ(now.at("active_room_count"), 1);
  waits(type_number(who("cat"), "1234"));
  EXPECT_EQ(accepted(who("cat").get(list)).at("heart_link_status"), nullptr) << "a number is no heart link";
}

// A server of its own, for the figures are of all people.
TEST(HeartLinkFigures, what_becomes_of_waiting_is_counted) {
  Town town;
  const auto waiting = [&](const char* kind) {
    return figure(town.server, std::string{"heartlink_match_waiting{kind=\""} + kind + "\"}");
  };
  const auto total = [&](const char* kind, const char* outcome) {
    return figure(town.server,
                  std::string{"heartlink_match_total{kind=\""} + kind + "\",outcome=\"" + outcome + "\"}");
  };
  const auto until = [&](const auto& holds) {
    ask_until([&] { return ask(town.server.port(), {"/metrics"}); },
              [&](const HttpAnswer&) { return holds(); });
  };
  EXPECT_EQ(total("heart", "no_show") + total("number", "dropped"), 0) << "all are there from the beginning";
  waits(seek_heart(town.person("ann")));
  waits(type_number(town.person("bo"), "1234"));
  until([&] { return waiting("heart") == 1 && waiting("number") == 1; });
  const auto room = text_of(meets(seek_heart(town.person("cy"))), "room_id");
  EXPECT_EQ(total("heart", "offered"), 2) << "one for each ticket";
  until([&] { return waiting("heart") == 0 && waiting("number") == 1; });
  auto ann = town.person("ann").live_in(room);
  auto cy = town.person("cy").live_in(room);
  until([&] { return total("heart", "matched") == 2; });
  EXPECT_EQ(figure(town.server, "heartlink_match_seconds_count{kind=\"heart\"}"), 2);
  EXPECT_GT(figure(town.server, "heartlink_match_seconds_sum{kind=\"heart\"}"), 0);
  accepted(cancel_number(town.person("bo")));
  EXPECT_EQ(total("number", "cancelled"), 1);
  EXPECT_EQ(figure(town.server, "heartlink_match_seconds_count{kind=\"number\"}"), 0);
  ann.drop();
  cy.drop();
  EXPECT_EQ(town.server.stop(), 0) << town.server.log();
}

}  // namespace
}  // namespace heartlink::process
