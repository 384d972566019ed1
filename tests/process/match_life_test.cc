// SPDX-License-Identifier: Apache-2.0
// What goes wrong between two who are matched: one does not come, leaves, blocks, is away for too long, or
// the server is killed. Each test has a server whose times are short, and waits for what it is about, not for
// the time.
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::StartsWith;

class MatchLife : public ::testing::Test {
 protected:
  void open(Words settings = {}) { town_.emplace(std::move(settings)); }
  void TearDown() override { EXPECT_EQ(town_->server.stop(), 0) << town_->server.log(); }

  Town& town() { return *town_; }
  const Person& who(const std::string& name) { return town_->person(name); }
  // Ann waits and bo meets her; the room they are offered.
  std::string offered() {
    waits(type_number(who("ann"), "0042"));
    return text_of(meets(type_number(who("bo"), "0042")), "room_id");
  }
  void kill_and_start() {
    town_->server.kill();
    town_->server.start();
  }
  void until_matched(const std::string& name) {
    ask_until([&] { return who(name).get(std::string{number_match} + "status/"); },
              [](const HttpAnswer& answer) {
                const auto body = answer.json();
                return body.at("status") == "matched" && !body.contains("confirm_by");
              });
  }
  static void expect_withdrawn(const json::object& told, const char* reason, bool back) {
    EXPECT_EQ(told.at("kind"), "number");
    EXPECT_EQ(told.at("reason"), json::string{reason});
    EXPECT_EQ(told.at("back_in_pool"), back);
    EXPECT_EQ(told.at("expires_at").is_string(), back) << json::serialize(told);
  }

 private:
  std::optional<Town> town_;
};

TEST_F(MatchLife, who_came_waits_again_in_his_place_and_who_did_not_is_told) {
  open({"match.confirm=1s"});
  const auto first = waits(type_number(who("ann"), "0042"));
  auto ann = listen(who("ann"));
  auto bo = listen(who("bo"));
  std::int64_t told_ann = 0;
  std::int64_t told_bo = 0;
  const auto room = text_of(meets(type_number(who("bo"), "0042")), "room_id");
  next_told(ann, "match_found", told_ann);
  next_told(bo, "match_found", told_bo);
  auto inside = who("ann").live_in(room);

  const auto back = next_told(ann, "match_withdrawn", told_ann);
  expect_withdrawn(back, "partner_gone", true);
  expect_withdrawn(next_told(bo, "match_withdrawn", told_bo), "no_show", false);
  EXPECT_GE(moment(back, "expires_at"), moment(first, "expires_at") + 1'000'000)
      << "the time offered is not lost";
  const auto status = number_status(who("ann"));
  EXPECT_EQ(status.at("status"), "pending");
  EXPECT_EQ(status.at("request_id"), first.at("request_id"));
  EXPECT_EQ(status.at("expires_at"), back.at("expires_at"));
  EXPECT_EQ(number_status(who("bo")).at("status"), "expired");
  EXPECT_EQ(inside.await("room_ended").at("reason"), "no_show");
  EXPECT_EQ(inside.await_close().code, 4410);
  EXPECT_THAT(refused(who("bo").knock(room)), StartsWith("410 room_ended"));

  waits(type_number(who("cy"), "7777"));
  EXPECT_EQ(meets(type_number(who("di"), "0042")).at("matched_user").at("username"), "ann");
}

TEST_F(MatchLife, three_who_were_let_down_and_his_matching_pauses) {
  open({"match.confirm=1s"});
  auto ann = listen(who("ann"));
  auto bo = listen(who("bo"));
  waits(type_number(who("ann"), "0042"));
  for (int time = 1; time <= 3; ++time) {
    const auto room = text_of(meets(type_number(who("bo"), "0042")), "room_id");
    const auto inside = who("ann").live_in(room);
    EXPECT_EQ(bo.await("match_withdrawn").at("reason"), "no_show") << time;
    EXPECT_EQ(ann.await("match_withdrawn").at("back_in_pool"), true);
  }
  for (const auto& answer : {type_number(who("bo"), "0042"), seek_heart(who("bo"))}) {
    EXPECT_EQ(refused(answer), "429 match_paused 匹配已暂停，请稍后再试");
    const auto retry = number_of(answer.json(), "retry_ms");
    EXPECT_GT(retry, 570'000);
    EXPECT_LE(retry, 600'000);
  }
  EXPECT_EQ(number_status(who("ann")).at("status"), "pending") << "she did nothing wrong";
  EXPECT_EQ(figure(town().server, "heartlink_match_total{kind=\"number\",outcome=\"no_show\"}"), 3);
}

TEST_F(MatchLife, a_wait_without_anybody_expires_and_is_told) {
  open({"match.wait=1s"});
  auto ann = listen(who("ann"));
  auto bo = listen(who("bo"));
  waits(type_number(who("ann"), "0042"));
  waits(seek_heart(who("bo")));
  EXPECT_EQ(ann.await("ticket_expired"),
            (json::object{{"type", "ticket_expired"}, {"kind", "number"}, {"useq", 1}}));
  EXPECT_EQ(bo.await("ticket_expired").at("kind"), "heart");
  EXPECT_EQ(number_status(who("ann")).at("status"), "expired");
  const auto status = heart_status(who("bo"));
  EXPECT_EQ(status.at("status"), "expired");
  EXPECT_EQ(status.at("message"), "匹配请求已过期");
  EXPECT_EQ(refused(cancel_heart(who("bo"))), "404 ticket_not_found 没有找到待处理的请求");
  waits(type_number(who("cy"), "0042"));
}

// The server's own heartbeat, once a second, is the clock of this test: whoever watches asks for nothing.
TEST_F(MatchLife, who_is_away_for_too_long_waits_no_more) {
  open({"match.absence=1s", "limits.heartbeat=1s"});
  auto bystander = listen(who("cy"));
  waits(type_number(who("ann"), "0042"));
  auto here = listen(who("bo"));
  waits(type_number(who("bo"), "0043"));
  const auto dropped = [&] {
    return figure(town().server, "heartlink_match_total{kind=\"number\",outcome=\"dropped\"}");
  };
  for (const Deadline deadline{std::chrono::seconds{60}}; dropped() == 0 && !deadline.passed();)
    bystander.await("heartbeat");
  auto ann = who("ann").follow("?after=0");
  const auto told = ann.await("ticket_dropped");
  EXPECT_EQ(told.at("kind"), "number");
  EXPECT_EQ(told.at("reason"), "absent");
  EXPECT_EQ(told.at("useq"), 1);
  EXPECT_EQ(ann.await("resumed"), (json::object{{"type", "resumed"}, {"to", 1}, {"after", 0}}));
  EXPECT_EQ(number_status(who("ann")).at("status"), "expired");
  EXPECT_EQ(number_status(who("bo")).at("status"), "pending") << "whose socket is open is there";
  EXPECT_EQ(dropped(), 1);
}

TEST_F(MatchLife, a_block_puts_both_back_and_they_never_meet_again) {
  open();
  const auto room = offered();
  auto ann = listen(who("ann"));
  auto bo = listen(who("bo"));
  accepted(who("ann").post("/tools/api/users/bo/block/"));
  for (auto* line : {&ann, &bo}) expect_withdrawn(line->await("match_withdrawn"), "partner_gone", true);
  for (const auto* name : {"ann", "bo"}) EXPECT_EQ(number_status(who(name)).at("status"), "pending") << name;
  EXPECT_THAT(refused(who("bo").knock(room)), StartsWith("410 room_ended"));
  EXPECT_EQ(meets(type_number(who("cy"), "0042")).at("matched_user").at("username"), "ann");
  EXPECT_EQ(meets(type_number(who("di"), "0042")).at("matched_user").at("username"), "bo");
}

TEST_F(MatchLife, leaving_the_offered_room_cancels_the_leaver_and_puts_the_other_back) {
  open();
  const auto room = offered();
  auto ann = listen(who("ann"));
  accepted(who("bo").post(in_room(room, "leave/")));
  expect_withdrawn(ann.await("match_withdrawn"), "partner_gone", true);
  EXPECT_EQ(number_status(who("ann")).at("status"), "pending");
  EXPECT_EQ(number_status(who("bo")).at("status"), "cancelled");

  const auto second = text_of(meets(type_number(who("cy"), "0042")), "room_id");
  EXPECT_NE(second, room);
  EXPECT_EQ(accepted(cancel_number(who("cy"))).at("cancelled"), true) << "cancelling leaves it as well";
  expect_withdrawn(ann.await("match_withdrawn"), "partner_gone", true);
  EXPECT_THAT(refused(who("ann").knock(second)), StartsWith("410 room_ended"));
}

TEST_F(MatchLife, once_both_have_come_the_room_stays) {
  open({"match.confirm=1s"});
  const auto room = offered();
  {
    auto ann = who("ann").live_in(room);
    // An old page that has only read the messages so far has opened it.
    accepted(who("bo").get(in_room(room, "messages/")));
    until_matched("ann");
  }
  until_matched("bo");
  accepted(who("bo").post(in_room(room, "leave/")));
  for (const auto* name : {"ann", "bo"}) EXPECT_EQ(number_status(who(name)).at("status"), "expired") << name;
  waits(type_number(who("ann"), "0042"));
}

TEST_F(MatchLife, who_waits_still_waits_after_a_kill) {
  open();
  const auto number = waits(type_number(who("ann"), "0042"));
  const auto heart = waits(seek_heart(who("bo")));
  kill_and_start();
  const auto status = ask_until([&] { return who("ann").get(std::string{number_match} + "status/"); },
                                [](const HttpAnswer& each) { return each.json().at("status") == "pending"; })
                          .json();
  EXPECT_EQ(status.at("request_id"), number.at("request_id"));
  EXPECT_EQ(status.at("expires_at"), number.at("expires_at"));
  EXPECT_EQ(waits(type_number(who("ann"), "0042")).at("request_id"), number.at("request_id"));
  EXPECT_EQ(meets(type_number(who("cy"), "0042")).at("matched_user").at("username"), "ann");
  EXPECT_EQ(heart_status(who("bo")).at("request_id"), heart.at("request_id"));
  meets(seek_heart(who("di")));
}

// At once after the start, before the server may have read who waits.
TEST_F(MatchLife, right_after_a_start_nobody_is_told_that_he_does_not_wait) {
  open();
  for (int round = 0; round < 3; ++round) {
    const auto waiting = waits(type_number(who("ann"), "0042"));
    kill_and_start();
    EXPECT_EQ(number_status(who("ann")).at("request_id"), waiting.at("request_id"));
    EXPECT_EQ(number_status(who("ann")).at("status"), "pending");
    kill_and_start();
    EXPECT_EQ(refused(type_number(who("ann"), "4200")),
              "400 already_waiting 您已经在匹配中，请先取消当前匹配");
    kill_and_start();
    EXPECT_EQ(accepted(cancel_number(who("ann"))).at("cancelled"), true);
  }
}

TEST_F(MatchLife, an_offer_survives_a_kill_and_is_told_once) {
  open();
  const auto room = offered();
  kill_and_start();
  auto bo = who("bo").live_in(room);
  auto ann = who("ann").live_in(room);
  until_matched("ann");
  until_matched("bo");
  EXPECT_EQ(figure(town().server, "heartlink_match_total{kind=\"number\",outcome=\"matched\"}"), 2);

  auto line = who("ann").follow("?after=0");
  std::int64_t told = 0;
  EXPECT_EQ(next_told(line, "match_found", told).at("room_id"), json::string{room});
  EXPECT_EQ(line.next(), (json::object{{"type", "resumed"}, {"to", 1}, {"after", 0}})) << "nothing twice";
  auto knows = who("ann").follow("?after=1");
  EXPECT_EQ(knows.next().at("type"), "unread");
  EXPECT_EQ(knows.next(), (json::object{{"type", "resumed"}, {"to", 1}, {"after", 1}}));
}

TEST_F(MatchLife, nobody_comes_after_a_kill_and_the_offer_is_withdrawn) {
  open({"match.confirm=1s"});
  const auto room = offered();
  kill_and_start();
  auto ann = who("ann").live_in(room);
  EXPECT_EQ(ann.await("room_ended").at("reason"), "no_show");
  auto line = who("ann").follow("?after=1");
  const auto told = line.await("match_withdrawn");
  EXPECT_EQ(told.at("useq"), 2);
  expect_withdrawn(told, "partner_gone", true);
}

TEST_F(MatchLife, whoever_was_away_too_long_is_told_that_something_is_missing) {
  open({"limits.user_events=2"});
  auto ann = listen(who("ann"));
  waits(type_number(who("ann"), "0042"));
  for (int time = 0; time < 2; ++time) {
    meets(type_number(who("bo"), "0042"));
    accepted(cancel_number(who("bo")));
    EXPECT_EQ(ann.await("match_withdrawn").at("useq"), 2 * time + 2);
  }
  for (const bool again : {false, true}) {
    auto late = who("ann").follow("?after=1");
    EXPECT_EQ(late.await("match_found").at("useq"), 3) << "what is kept";
    EXPECT_EQ(late.next().at("useq"), 4);
    const auto resumed = late.next();
    EXPECT_EQ(resumed, (json::object{{"type", "resumed"}, {"to", 4}, {"after", 1}, {"gap", true}}));
    auto in_time = who("ann").follow("?after=2");
    EXPECT_FALSE(in_time.await("resumed").contains("gap"));
    auto mistaken = who("ann").follow("?after=99");
    EXPECT_EQ(mistaken.await("resumed").at("gap"), true) << "there never was such a one";
    if (!again) kill_and_start();
  }
}

}  // namespace
}  // namespace heartlink::process
