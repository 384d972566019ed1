// SPDX-License-Identifier: Apache-2.0
// Operators from outside: who may ask, what each decision does to whom it is about, what the audit log keeps;
// and that no answer tells what is said in a private room.
#include <string>
#include <vector>

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

const std::string ops = "/tools/api/ops/";

// A room and people of its own in every test; sue is staff.
class Ops : public TownTest {
 protected:
  static const Person& sue() { return town().staff("sue"); }
  static json::object ask(const std::string& path) { return accepted(sue().get(ops + path)); }
  static json::object tell(const std::string& path, const json::object& body) {
    return accepted(sue().post(ops + path, body));
  }
  // `reporter` reports `subject` in a room of the two; the report's number.
  static std::string reported(const std::string& room, const std::string& reporter,
                              const std::string& subject) {
    town().make_pair_room(room, "direct", reporter, subject);
    person(subject).say(room, "give me money");
    const auto answer = accepted(person(reporter).post(
        "/tools/api/reports/", {{"room_id", room}, {"reason", "fraud"}, {"note", "他要钱"}}));
    return std::to_string(answer.at("report_id").as_int64());
  }
  static json::object decide(const std::string& report, const json::object& body) {
    return tell("reports/" + report + "/decide/", body).at("report").as_object();
  }
  // "sue report.warn report 1 (mal): why", the newest first.
  static std::vector<std::string> acts() {
    std::vector<std::string> lines;
    const auto page = ask("audit/");
    for (const auto& value : page.at("acts").as_array()) {
      const auto& act = value.as_object();
      auto line = text_of(act, "by") + ' ' + text_of(act, "act") + ' ' + text_of(act, "subject");
      if (!act.at("reason").is_null()) line += ": " + text_of(act, "reason");
      lines.push_back(line);
    }
    return lines;
  }
};

TEST_F(Ops, everything_is_for_staff_by_session_or_token_and_for_nobody_else) {
  const auto& stranger = person("stranger");
  for (const auto* path : {"overview/", "queue/", "reports/", "handshakes/", "audit/"}) {
    EXPECT_EQ(refused(stranger.get(ops + path)), "403 not_allowed 你没有权限这样做") << path;
    EXPECT_THAT(refused(process::ask(town().server.port(), {ops + path})), StartsWith("401 login_required"))
        << path;
    EXPECT_EQ(sue().get(ops + path).status, 200) << path;
  }
  for (const auto* path :
       {"queue/remove/", "reports/1/open/", "reports/1/decide/", "users/sue/unmute/", "users/sue/enable/"}) {
    const json::object body{{"ticket_id", 1}, {"action", "ignore"}, {"reason", "I want it"}};
    EXPECT_EQ(refused(stranger.post(ops + path, body)), "403 not_allowed 你没有权限这样做") << path;
  }
  EXPECT_EQ(stranger.browse("/tools/ops/").status, 403);
  EXPECT_EQ(sue().browse("/tools/ops/").status, 200);
  const auto token = with_token(make_token(town().server, "sue"));
  EXPECT_EQ(process::ask(town().server.port(), {ops + "overview/", token}).status, 200);
}

TEST_F(Ops, the_overview_counts_what_happens) {
  town().make_group("counted", "cora");
  auto inside = person("cora").live_in("counted");
  person("cora").say("counted", "one");
  inside.await("chat_message");
  inside.send({{"type", "no such type"}});
  inside.await("error");
  const auto figures = ask("overview/");
  EXPECT_GE(number_of(figures, "messages_per_minute"), 1);
  EXPECT_GE(number_of(figures, "errors_per_minute"), 1);
  EXPECT_GE(number_of(figures, "active_rooms"), 1);
  EXPECT_GE(number_of(figures, "online"), 2);
  EXPECT_GT(number_of(figures, "memory_bytes"), 1'000'000);
  EXPECT_GE(figures.at("delivery_ms").at("p99").to_number<double>(),
            figures.at("delivery_ms").at("p50").to_number<double>());
  EXPECT_LT(number_of(figures, "uptime_seconds"), 3600);
}

TEST_F(Ops, a_warning_is_told_and_kept_for_who_is_away) {
  const auto report = reported("ops-warn", "wendy", "warned");
  EXPECT_EQ(decide(report, {{"action", "warn"}, {"reason", "asks for money"}}).at("outcome"),
            "warn: asks for money");
  auto line = person("warned").follow("?after=0");
  EXPECT_EQ(
      line.await("moderation"),
      (json::object{
          {"type", "moderation"}, {"action", "warn"}, {"reason", "fraud"}, {"until", nullptr}, {"useq", 1}}));
  EXPECT_EQ(
      refused(sue().post(ops + "reports/" + report + "/decide/", {{"action", "mute"}, {"reason", "x"}})),
      "409 already_resolved 这个举报已经处理过了");
  EXPECT_EQ(acts().front(), "sue report.warn report " + report + " (warned): asks for money");
  person("warned").say("ops-warn", "sorry");
}

TEST_F(Ops, who_is_muted_says_nothing_anywhere_and_meets_nobody_until_he_may_again) {
  const auto report = reported("ops-mute", "mona", "loud");
  town().make_group("ops-elsewhere", "loud");
  auto line = listen(person("loud"));
  auto socket = person("loud").live_in("ops-elsewhere");
  waits(type_number(person("loud"), "8101"));
  const auto row = decide(report, {{"action", "mute"}, {"reason", "too loud"}, {"hours", 2}});
  EXPECT_EQ(row.at("outcome"), "mute 2 h: too loud");

  std::int64_t told = 0;
  std::vector<std::string> seen;
  for (int frame = 0; frame < 2; ++frame) {
    auto next = line.next();
    while (!next.contains("useq")) next = line.next();
    EXPECT_EQ(number_of(next, "useq"), ++told);
    seen.push_back(text_of(next, "type"));
    if (seen.back() == "ticket_dropped") EXPECT_EQ(next.at("reason"), "removed");
    if (seen.back() == "moderation") EXPECT_EQ(next.at("action"), "mute");
  }
  EXPECT_THAT(seen, ::testing::ElementsAre("moderation", "ticket_dropped"));

  for (const auto* room : {"ops-mute", "ops-elsewhere"}) {
    const auto answer = person("loud").try_say(room, "hello");
    EXPECT_THAT(refused(answer), StartsWith("403 muted")) << room;
    EXPECT_NEAR(answer.json().at("retry_ms").to_number<double>(), 2 * 3600e3, 60e3);
  }
  socket.send({{"type", "message"}, {"content", "hello"}, {"client_id", "c-1"}});
  const auto error = socket.await("error");
  EXPECT_EQ(error.at("code"), "muted");
  EXPECT_EQ(error.at("client_id"), "c-1");
  EXPECT_GT(number_of(error, "retry_ms"), 3'600'000);
  for (const auto& answer : {type_number(person("loud"), "8101"), seek_heart(person("loud"))}) {
    EXPECT_EQ(refused(answer), "429 match_paused 匹配已暂停，请稍后再试");
    EXPECT_GT(number_of(answer.json(), "retry_ms"), 3'600'000);
  }
  EXPECT_FALSE(tell("reports/" + report + "/open/", {}).at("report").at("subject_muted_until").is_null());

  tell("users/LOUD/unmute/", {{"reason", "a mistake"}});
  const auto again = next_told(line, "moderation", told);
  EXPECT_EQ(again.at("action"), "unmute");
  EXPECT_TRUE(again.at("reason").is_null());
  person("loud").say("ops-elsewhere", "thanks");
  waits(type_number(person("loud"), "8101"));
  EXPECT_EQ(acts().front(), "sue user.unmute loud: a mistake");
}

TEST_F(Ops, who_is_disabled_is_out_before_the_answer_and_comes_back_when_he_is_enabled) {
  const auto report = reported("ops-disable", "dora", "crook");
  auto socket = person("crook").live_in("ops-disable");
  waits(type_number(person("crook"), "8202"));
  (void)decide(report, {{"action", "disable"}, {"reason", "a crook"}});
  EXPECT_EQ(socket.await_close().code, 4401);
  EXPECT_THAT(refused(person("crook").get("/tools/api/chat/rooms/")), StartsWith("401 login_required"));
  const auto opened = tell("reports/" + report + "/open/", {}).at("report").as_object();
  EXPECT_EQ(opened.at("subject_disabled"), true);
  ask_until([] { return sue().get(ops + "queue/"); },
            [](const HttpAnswer& answer) { return answer.body.find("crook") == std::string::npos; });
  tell("users/crook/enable/", {{"reason", "he has paid"}});
  accepted(Person::signed_in(town().server, "crook").get("/tools/api/chat/rooms/"));
}

TEST_F(Ops, a_ticket_is_taken_out_of_the_line_and_its_owner_told) {
  auto line = listen(person("bot"));
  waits(seek_heart(person("bot"), {{"wanted", {{"language", "tlh"}, {"hard", true}}}}));
  const auto queue = ask("queue/");
  std::int64_t ticket = 0;
  for (const auto& one : queue.at("tickets").as_array()) {
    if (one.at("user") == "bot") ticket = one.at("ticket_id").as_int64();
  }
  ASSERT_GT(ticket, 0) << json::serialize(queue);
  EXPECT_EQ(queue.at("more"), false);
  tell("queue/remove/", {{"ticket_id", ticket}, {"reason", "a bot"}});
  std::int64_t told = 0;
  EXPECT_EQ(next_told(line, "ticket_dropped", told).at("reason"), "removed");
  EXPECT_EQ(acts().front(), "sue queue.remove ticket " + std::to_string(ticket) + " (bot): a bot");
  EXPECT_EQ(refused(sue().post(ops + "queue/remove/", {{"ticket_id", ticket}, {"reason", "a bot"}})),
            "404 ticket_not_found 没有找到待处理的请求");
  EXPECT_THAT(heart_status(person("bot")).at("status").as_string(), ::testing::Eq("expired"));
}

TEST_F(Ops, the_command_line_is_in_the_audit_log_whether_the_server_runs_or_not) {
  (void)person("quiet");
  (void)sue();
  town().server.must({"user", "mute", "quiet", "--hours", "3", "--reason", "rude"});
  EXPECT_EQ(acts().front(), "operator user.mute quiet: rude");
  const auto report = reported("ops-command", "cleo", "vic");
  town().server.must({"reports", "show", report});
  EXPECT_EQ(acts().front(), "operator report.open report " + report + " (vic)");
  EXPECT_EQ(town().server.stop(), 0);
  town().server.must({"user", "unmute", "quiet", "--reason", "a mistake"});
  town().server.must({"user", "disable", "vic"});
  town().server.start();
  const auto lines = acts();
  ASSERT_GE(lines.size(), 2U);
  EXPECT_EQ(lines[0], "operator user.disable vic");
  EXPECT_EQ(lines[1], "operator user.unmute quiet: a mistake");
}

TEST_F(Ops, what_is_said_in_a_private_room_is_in_no_answer) {
  const std::string secret = "the treasure lies under the old oak";
  town().make_pair_room("ops-private", "direct", "ida", "ike");
  town().make_group("ops-circle", "ida", {"ike"});
  auto inside = person("ike").live_in("ops-private");
  for (const auto* room : {"ops-private", "ops-circle"}) person("ida").say(room, secret);
  (void)person("nosy").knock("ops-private");
  const auto report = reported("ops-other", "ida", "ole");

  std::vector<std::string> answers;
  for (const auto* path : {"overview/", "queue/", "reports/", "reports/?all=1", "handshakes/", "audit/"})
    answers.push_back(sue().get(ops + path).body);
  answers.push_back(sue().post(ops + "reports/" + report + "/open/").body);
  answers.push_back(
      sue().post(ops + "reports/" + report + "/decide/", {{"action", "ignore"}, {"reason", "nothing"}}).body);
  answers.push_back(sue().post(ops + "reports/999999/open/").body);
  EXPECT_THAT(answers[4], HasSubstr("ops-private")) << "that somebody was refused there is told";
  EXPECT_THAT(answers[6], HasSubstr("give me money"));
  for (const auto& answer : answers) {
    EXPECT_EQ(answer.find(secret), std::string::npos) << answer;
    EXPECT_EQ(answer.find("\"ike\""), std::string::npos) << "who is in it: " << answer;
  }
  for (const auto* room : {"ops-private", "ops-circle"}) {
    EXPECT_THAT(refused(sue().get(in_room(room, "messages/"))), StartsWith("403 not_a_member")) << room;
  }
  EXPECT_THAT(town().server.log(), ::testing::Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace heartlink::process
