// SPDX-License-Identifier: Apache-2.0
// Number match from outside: two who type the same four digits meet, are told so, and talk. What goes wrong
// on the way is in match_life_test.cc, heart link in heart_match_test.cc.
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "tests/process/seeker.h"
#include "tests/process/town.h"

namespace heartlink::process {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A number and people of its own in every test. The limit on guessing has tests of its own: all are at one
// address here.
class NumberMatch : public TownTest {
 protected:
  static void SetUpTestSuite() { open({"match.guess_limit=100000"}); }
};

TEST_F(NumberMatch, two_who_type_the_same_number_meet_and_talk) {
  auto ann_line = listen(person("ann"));
  const auto waiting = waits(type_number(person("ann"), "0042"));
  EXPECT_EQ(waiting.at("message"), "正在等待输入 0042 的用户...");
  const auto lifetime = moment(waiting, "expires_at") - number_of(waiting, "server_time") * 1000;
  EXPECT_NEAR(static_cast<double>(lifetime), 600e6, 30e6) << "ten minutes";
  EXPECT_EQ(number_status(person("ann")).at("status"), "pending");
  EXPECT_EQ(number_status(person("ann")).at("number"), "0042");

  const auto found = meets(type_number(person("bo"), "0042"));
  const auto room = text_of(found, "room_id");
  EXPECT_THAT(room, StartsWith("match-"));
  EXPECT_EQ(found.at("matched_user"), (json::object{{"username", "ann"}, {"display_name", "ann"}}));
  EXPECT_EQ(found.at("message"), "匹配成功！您与 ann 开始聊天");

  std::int64_t told = 0;
  const auto event = next_told(ann_line, "match_found", told);
  EXPECT_EQ(event.at("kind"), "number");
  EXPECT_EQ(event.at("room_id"), json::string{room});
  EXPECT_EQ(event.at("partner"), "bo") << "no aliases: they have a number in common";
  EXPECT_EQ(event.at("url"), json::string{"/tools/chat/enhanced/" + room + "/"});
  EXPECT_NEAR(event.at("confirm_by").to_number<double>(), found.at("confirm_by").to_number<double>(), 5e3);

  for (const auto* who : {"ann", "bo"}) {
    const auto status = number_status(person(who));
    EXPECT_EQ(status.at("status"), "matched") << "while it is offered: " << who;
    EXPECT_EQ(status.at("room_id"), json::string{room});
  }
  auto ann = person("ann").live_in(room);
  auto bo = person("bo").live_in(room);
  ann.send({{"type", "message"}, {"content", "四十二！"}});
  EXPECT_EQ(bo.await("chat_message").at("message").at("content"), "四十二！");
  person("bo").say(room, "一样");
  frames_until_said(ann, "一样");
  ask_until([] { return person("ann").get(std::string{number_match} + "status/"); },
            [](const HttpAnswer& answer) { return !answer.json().contains("confirm_by"); });
  EXPECT_EQ(number_status(person("bo")).at("status"), "matched") << "for good";
}

TEST_F(NumberMatch, whoever_waits_is_told_so_in_the_contracts_words) {
  const auto first = waits(type_number(person("cy"), "1001"));
  const std::string text = "400 already_waiting 您已经在匹配中，请先取消当前匹配";
  const auto other = type_number(person("cy"), "1002");
  EXPECT_EQ(refused(other), text);
  EXPECT_EQ(other.json().at("kind"), "number");
  EXPECT_EQ(other.json().at("expires_at"), first.at("expires_at"));
  const auto heart = seek_heart(person("cy"));
  EXPECT_EQ(refused(heart),
            "400 already_waiting 您已有一个正在等待匹配的心动链接请求，请稍后再试或先取消当前请求");
  EXPECT_EQ(heart.json().at("kind"), "number");
  EXPECT_EQ(heart_status(person("cy")).at("status"), "not_found") << "of the other kind";
  EXPECT_EQ(refused(cancel_heart(person("cy"))), "404 ticket_not_found 没有找到待处理的请求");

  const auto again = waits(type_number(person("cy"), "1001"));
  EXPECT_EQ(again.at("request_id"), first.at("request_id")) << "the same number is the same wait";
  EXPECT_EQ(again.at("expires_at"), first.at("expires_at"));
  const auto room = text_of(meets(type_number(person("di"), "1001")), "room_id");
  EXPECT_EQ(text_of(meets(type_number(person("cy"), "1001")), "room_id"), room) << "and the same match";
}

TEST_F(NumberMatch, whoever_waits_for_heart_link_types_no_number) {
  waits(seek_heart(person("ed")));
  const auto answer = type_number(person("ed"), "1003");
  EXPECT_EQ(refused(answer), "400 already_waiting 您已经在匹配中，请先取消当前匹配");
  EXPECT_EQ(answer.json().at("kind"), "heart");
  EXPECT_EQ(accepted(cancel_number(person("ed"))).at("cancelled"), false);
  EXPECT_EQ(heart_status(person("ed")).at("status"), "pending") << "the other kind is not cancelled by it";
  accepted(cancel_heart(person("ed")));
}

TEST_F(NumberMatch, a_number_is_a_text_of_four_digits) {
  const std::string refusal = "400 number_invalid 请输入4位数字";
  for (const json::value& wrong :
       {json::value("42"), json::value("00042"), json::value("１２３４"), json::value("٠٠٤٢"),
        json::value("12a4"), json::value("-042"), json::value(""), json::value(1234), json::value(nullptr),
        json::value(json::array{"1", "2", "3", "4"})})
    EXPECT_EQ(refused(type_number(person("fay"), wrong)), refusal) << json::serialize(wrong);
  EXPECT_EQ(refused(person("fay").post(number_match)), refusal) << "none at all";
  EXPECT_EQ(refused(person("fay").post_text(number_match, "{")), "400 invalid_json 无效的JSON数据");
  EXPECT_EQ(number_status(person("fay")).at("status"), "not_found") << "none of them waits";
  waits(type_number(person("fay"), " 0420 "));
  EXPECT_EQ(number_status(person("fay")).at("number"), "0420");
}

TEST_F(NumberMatch, different_numbers_do_not_meet) {
  waits(type_number(person("gil"), "0077"));
  waits(type_number(person("hal"), "7700"));
  waits(type_number(person("ivy"), "0770"));
  meets(type_number(person("jo"), "0077"));
}

TEST_F(NumberMatch, a_wait_is_cancelled_and_nobody_meets_it_any_more) {
  waits(type_number(person("kim"), "2001"));
  const auto first = accepted(cancel_number(person("kim")));
  EXPECT_EQ(first.at("message"), "已取消匹配");
  EXPECT_EQ(first.at("cancelled"), true);
  const auto status = number_status(person("kim"));
  EXPECT_EQ(status.at("status"), "cancelled");
  EXPECT_EQ(status.at("number"), "2001");
  const auto again = accepted(cancel_number(person("kim")));
  EXPECT_EQ(again.at("message"), "已取消匹配") << "nothing to cancel is no error";
  EXPECT_EQ(again.at("cancelled"), false);
  waits(type_number(person("lou"), "2001"));
  accepted(cancel_number(person("lou")));
}

TEST_F(NumberMatch, the_one_who_waits_longest_is_met_and_a_match_takes_both_away) {
  waits(type_number(person("mo"), "2002"));
  const auto first = meets(type_number(person("ned"), "2002"));
  EXPECT_EQ(first.at("matched_user").at("username"), "mo");
  waits(type_number(person("ola"), "2002"));
}

TEST_F(NumberMatch, who_is_matched_may_be_matched_again_with_another_number) {
  waits(type_number(person("pia"), "2003"));
  const auto room = text_of(meets(type_number(person("quin"), "2003")), "room_id");
  auto pia = person("pia").live_in(room);
  auto quin = person("quin").live_in(room);
  ask_until([] { return type_number(person("pia"), "2004"); },
            [](const HttpAnswer& answer) { return answer.status == 200; });
  EXPECT_EQ(number_status(person("quin")).at("room_id"), json::string{room});
  EXPECT_EQ(number_status(person("pia")).at("status"), "pending");
  accepted(cancel_number(person("pia")));
}

TEST_F(NumberMatch, two_who_block_each_other_never_meet) {
  (void)person("sid");
  waits(type_number(person("roy"), "3001"));
  accepted(person("roy").post("/tools/api/users/sid/block/"));
  waits(type_number(person("sid"), "3001"));
  EXPECT_EQ(meets(type_number(person("tea"), "3001")).at("matched_user").at("username"), "roy");

  waits(type_number(person("uma"), "3002"));
  waits(type_number(person("vic"), "3003"));
  accepted(person("vic").post("/tools/api/users/uma/block/"));
  accepted(cancel_number(person("vic")));
  waits(type_number(person("vic"), "3002"));
  accepted(person("vic").post("/tools/api/users/uma/unblock/"));
  ask_until([] { return person("vic").get(std::string{number_match} + "status/"); },
            [](const HttpAnswer& answer) { return answer.json().at("status") == "matched"; });
}

// Whichever the store had first is what both hear; whatever each was told, both tickets agree in the end.
TEST_F(NumberMatch, cancelling_and_matching_exclude_each_other) {
  int cancelled = 0;
  int matched = 0;
  const auto& ann = person("xan");
  const auto& bo = person("yve");
  for (int round = 0; round < 60; ++round) {
    const json::string number{std::to_string(5000 + round)};
    waits(type_number(ann, number));
    HttpAnswer cancel;
    HttpAnswer typed;
    // Either begins, in turns: else one of the two would always be first.
    const auto cancels = [&] { cancel = cancel_number(ann); };
    const auto types = [&] { typed = type_number(bo, number); };
    if (round % 2 == 0) {
      std::thread tab{types};
      cancels();
      tab.join();
    } else {
      std::thread tab{cancels};
      types();
      tab.join();
    }
    const auto ann_now = number_status(ann);
    const auto bo_now = number_status(bo);
    if (cancel.status == 200) {
      ++cancelled;
      EXPECT_EQ(accepted(cancel).at("cancelled"), true);
      EXPECT_EQ(ann_now.at("status"), "cancelled") << json::serialize(ann_now);
      EXPECT_EQ(bo_now.at("status"), "pending") << typed.body << json::serialize(bo_now);
    } else {
      ++matched;
      EXPECT_EQ(refused(cancel), "409 already_matched 匹配已经成功，无法取消");
      const auto room = meets(typed).at("room_id");
      EXPECT_EQ(cancel.json().at("room_id"), room);
      for (const auto& now : {ann_now, bo_now}) {
        EXPECT_EQ(now.at("status"), "matched");
        EXPECT_EQ(now.at("room_id"), room);
      }
      accepted(cancel_number(ann));
    }
    ASSERT_FALSE(HasFailure()) << "round " << round;
    accepted(cancel_number(bo));
  }
  EXPECT_EQ(cancelled + matched, 60);
  RecordProperty("cancelled", cancelled);
  RecordProperty("matched", matched);
}

TEST_F(NumberMatch, a_disabled_person_waits_no_more) {
  waits(type_number(person("zed"), "4001"));
  town().server.must({"user", "disable", "zed"});
  waits(type_number(person("abe"), "4001"));
  accepted(cancel_number(person("abe")));
  town().server.must({"user", "enable", "zed"});
  EXPECT_EQ(number_status(Person::signed_in(town().server, "zed")).at("status"), "cancelled");
}

TEST_F(NumberMatch, signed_out_or_with_the_wrong_method_nothing_happens) {
  const auto anonymous =
      ask(town().server.port(),
          {number_match, {{"Origin", town().server.origin()}}, "POST", R"({"number":"1234"})"});
  EXPECT_EQ(refused(anonymous), "401 login_required 请先登录");
  const auto wrong = person("bea").get(number_match);
  EXPECT_THAT(refused(wrong), HasSubstr("只支持POST请求"));
  EXPECT_EQ(wrong.status, 405);
}

}  // namespace
}  // namespace heartlink::process
