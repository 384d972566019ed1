// SPDX-License-Identifier: Apache-2.0
// The addresses of the ops pages: who may ask, what they answer, what is asked of the store.
#include <prometheus/counter.h>

#include "api/testing/anns_house.h"
#include "store/testing/fake_reports.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using json::object;
using store::testing::FakeReports;

constexpr const char* ops = "/tools/api/ops/";

struct OpsTest : testing::AnnsHouse {
  OpsTest() { ann().staff = true; }

  object ask(const std::string& path) { return answered(get(ops + path)); }
  object tell(const std::string& path, const object& body) {
    return answered(post(ops + path, json::serialize(body)));
  }
  std::string refused(const std::string& path, const object& body) {
    return refusal_in(post(ops + path, json::serialize(body)));
  }
  static object answered(const protocol::Response& response) {
    EXPECT_EQ(response.status, 200) << response.body;
    return json_of(response);
  }
  FakeReports& reports() { return house.store.fake_reports; }
  store::testing::FakeModeration& moderation() { return house.store.fake_moderation; }
};

struct Address {
  const char* method;
  const char* path;
};
constexpr Address addresses[] = {{"GET", "overview/"},          {"GET", "queue/"},
                                 {"POST", "queue/remove/"},     {"GET", "reports/"},
                                 {"POST", "reports/1/open/"},   {"POST", "reports/1/decide/"},
                                 {"POST", "users/bob/unmute/"}, {"POST", "users/bob/enable/"},
                                 {"GET", "handshakes/"},        {"GET", "audit/"}};

TEST_F(OpsTest, nothing_is_for_whoever_is_no_staff) {
  ann().staff = false;
  reports().add(1);
  for (const auto& [method, path] : addresses) {
    const auto target = std::string{ops} + path;
    EXPECT_TRUE(is_for_members_only(method, target)) << path;
    const auto answer = method == std::string{"GET"} ? get(target) : post(target, R"({"reason":"x"})");
    EXPECT_EQ(refusal_in(answer), "403 not_allowed 你没有权限这样做") << path;
  }
  EXPECT_TRUE(house.store.fake_audit.acts.empty());
  EXPECT_EQ(reports().rows[0].status, model::ReportStatus::open);
}

TEST_F(OpsTest, the_page_is_the_shell_and_says_by_its_status_whether_it_is_for_him) {
  EXPECT_EQ(get("/tools/ops/").status, 200);
  EXPECT_EQ(get("/tools/ops/").file, "/index.html");
  ann().staff = false;
  EXPECT_EQ(get("/tools/ops/").status, 403);
  EXPECT_EQ(get("/tools/ops/").file, "/index.html");
  const auto stranger = house.get("/tools/ops/");
  EXPECT_EQ(stranger.status, 302);
  EXPECT_EQ(testing::header_of(stranger, "Location"), "/users/login/?next=/tools/ops/");
}

TEST_F(OpsTest, the_overview_tells_what_was_measured_and_null_of_the_rest) {
  reports().add(1);
  const auto figures = ask("overview/");
  EXPECT_EQ(figures.at("server_time"), house.clock.wall().ms());
  EXPECT_EQ(figures.at("started_at"), testing::start_of_time);
  EXPECT_EQ(figures.at("uptime_seconds"), 0);
  EXPECT_EQ(figures.at("online"), 1) << "she who asks";
  EXPECT_EQ(figures.at("active_rooms"), 0);
  EXPECT_EQ(figures.at("messages_per_minute"), 0);
  EXPECT_EQ(figures.at("errors_per_minute"), 0);
  EXPECT_TRUE(figures.at("delivery_ms").is_null());
  EXPECT_GT(figures.at("memory_bytes").to_number<std::int64_t>(), 1'000'000);
  EXPECT_EQ(figures.at("waiting"), (object{{"number", 0}, {"heart", 0}}));
  EXPECT_EQ(figures.at("open_reports"), 1);
  EXPECT_FALSE(figures.at("version").as_string().empty());
}

TEST_F(OpsTest, an_answer_of_status_500_and_above_is_an_error_of_the_minute) {
  house.store.fake_users.outage = base::fail(Code::unavailable);
  EXPECT_EQ(get("/tools/api/preferences/").status, 503);
  house.store.fake_users.outage.reset();
  EXPECT_EQ(get("/tools/api/chat/no/such/").status, 404);
  EXPECT_EQ(ask("overview/").at("errors_per_minute"), 1);
}

TEST_F(OpsTest, the_queue_names_who_waits_and_not_for_which_number) {
  auto& queue = *house.store.fake_matches.queued.answer;
  for (int id = 1; id <= 201; ++id) {
    auto& one = queue.emplace_back();
    one.ticket.id = {id};
    one.ticket.kind = model::MatchKind::number;
    one.ticket.number = "7391";
    one.ticket.user = model::UserId{1};
    one.ticket.state = model::TicketState::offered;
    one.ticket.since = one.ticket.expires_at = house.clock.wall();
    one.username = "ann";
  }
  const auto response = get("/tools/api/ops/queue/");
  EXPECT_EQ(response.body.find("7391"), std::string::npos);
  const auto body = json_of(response);
  EXPECT_EQ(body.at("tickets").at(0), (json::value{{"ticket_id", 1},
                                                   {"kind", "number"},
                                                   {"user", "ann"},
                                                   {"state", "offered"},
                                                   {"since", testing::start_of_time},
                                                   {"expires_at", testing::start_of_time},
                                                   {"live", true}}));
  EXPECT_EQ(body.at("tickets").as_array().size(), 200U);
  EXPECT_EQ(body.at("more"), true);
  EXPECT_EQ(house.store.fake_matches.queued.asked, 201U);
  queue.pop_back();
  EXPECT_EQ(ask("queue/").at("more"), false);
}

TEST_F(OpsTest, a_removal_wants_a_ticket_that_is_there_and_a_reason) {
  EXPECT_EQ(refused("queue/remove/", {{"reason", "x"}}).substr(0, 17), "400 field_invalid");
  EXPECT_EQ(refused("queue/remove/", {{"ticket_id", 1}}).substr(0, 17), "400 field_invalid");
  EXPECT_EQ(refused("queue/remove/", {{"ticket_id", 1}, {"reason", "x"}}),
            "404 ticket_not_found 没有找到待处理的请求");
}

TEST_F(OpsTest, reports_come_in_pages_with_null_for_what_is_not_there) {
  for (int id = 1; id <= 101; ++id) reports().add(id);
  const auto first = ask("reports/");
  EXPECT_EQ(first.at("reports").as_array().size(), 100U);
  EXPECT_EQ(first.at("next"), 2);
  const auto last = ask("reports/?before=2&all=1");
  ASSERT_EQ(last.at("reports").as_array().size(), 1U);
  EXPECT_TRUE(last.at("next").is_null());
  const auto& row = last.at("reports").at(0).as_object();
  EXPECT_EQ(row.at("id"), 1);
  EXPECT_EQ(row.at("status"), "open");
  for (const auto* key : {"resolved_at", "outcome", "resolved_by"}) EXPECT_TRUE(row.at(key).is_null()) << key;
  EXPECT_FALSE(row.contains("note"));
  reports().rows[0].status = model::ReportStatus::resolved;
  EXPECT_EQ(ask("reports/?before=2").at("reports").as_array().size(), 0U);
  for (const auto* bad : {"0", "x", "-1"})
    EXPECT_EQ(get(std::string{"/tools/api/ops/reports/?before="} + bad).status, 400) << bad;
}

TEST_F(OpsTest, opening_a_report_shows_its_evidence_and_is_an_act_of_hers) {
  reports().add(4);
  moderation().subject_muted_until = {house.clock.wall().us + 1};
  const auto report = tell("reports/4/open/", {}).at("report").as_object();
  EXPECT_EQ(report.at("note"), "he wants money");
  EXPECT_EQ(report.at("subject_id"), 2);
  EXPECT_EQ(report.at("subject_disabled"), false);
  EXPECT_FALSE(report.at("subject_muted_until").is_null());
  EXPECT_EQ(report.at("evidence").at(0).at("text"), "give me money");
  EXPECT_EQ(report.at("evidence").at(0).at("sender"), "bob");
  EXPECT_EQ(house.store.fake_audit.lines(), std::vector<std::string>{"ann report.open 4"});
  house.clock.advance(std::chrono::milliseconds{1});
  EXPECT_TRUE(tell("reports/4/open/", {}).at("report").at("subject_muted_until").is_null());
  EXPECT_EQ(refused("reports/5/open/", {}).substr(0, 20), "404 report_not_found");
  EXPECT_EQ(refused("reports/x/open/", {}).substr(0, 20), "404 report_not_found");
}

TEST_F(OpsTest, a_decision_is_hers_and_lasts_a_day_unless_she_says_otherwise) {
  auto& settled = *moderation().decided.answer;
  settled.id = 4;
  settled.status = model::ReportStatus::resolved;
  settled.outcome = "mute 24 h: rude";
  settled.resolved_by = "ann";
  const auto row =
      tell("reports/4/decide/", {{"action", "mute"}, {"reason", "rude"}}).at("report").as_object();
  EXPECT_EQ(row.at("outcome"), "mute 24 h: rude");
  EXPECT_EQ(row.at("resolved_by"), "ann");
  const auto& asked = moderation().decided.asked;
  EXPECT_EQ(asked->report, 4);
  EXPECT_EQ(asked->by, "ann");
  EXPECT_EQ(asked->measure, model::Measure::mute);
  EXPECT_EQ(asked->mute_length, std::chrono::hours{24});
  (void)tell("reports/4/decide/", {{"action", "mute"}, {"reason", "rude"}, {"hours", 720}});
  EXPECT_EQ(asked->mute_length, std::chrono::hours{720});
  for (const object& bad :
       {object{{"action", "mute"}}, object{{"action", "shout"}, {"reason", "x"}}, object{{"reason", "x"}},
        object{{"action", "mute"}, {"reason", "x"}, {"hours", 721}},
        object{{"action", "mute"}, {"reason", "x"}, {"hours", "long"}}})
    EXPECT_EQ(refused("reports/4/decide/", bad).substr(0, 17), "400 field_invalid") << json::serialize(bad);
  moderation().decided.answer = base::fail(Code::already_resolved);
  EXPECT_EQ(refused("reports/4/decide/", {{"action", "warn"}, {"reason", "x"}}).substr(0, 20),
            "409 already_resolved");
}

TEST_F(OpsTest, what_was_taken_is_given_back_by_name_and_with_a_reason) {
  EXPECT_EQ(tell("users/BOB/unmute/", {{"reason", "a mistake"}}), (object{{"success", true}}));
  EXPECT_EQ(moderation().unmuted.asked->user.value, 2);
  EXPECT_EQ(moderation().unmuted.asked->reason, "a mistake");
  EXPECT_EQ(moderation().unmuted.asked->by, "ann");
  EXPECT_EQ(tell("users/bob/enable/", {{"reason", "a mistake"}}), (object{{"success", true}}));
  EXPECT_EQ(moderation().enabled.asked->user.value, 2);
  for (const auto* what : {"unmute", "enable"}) {
    const auto path = std::string{"users/"};
    EXPECT_EQ(refused(path + "nobody/" + what + "/", {{"reason", "x"}}).substr(0, 18), "404 user_not_found");
    EXPECT_EQ(refused(path + "bob/" + what + "/", {}).substr(0, 17), "400 field_invalid");
  }
}

TEST_F(OpsTest, refused_sockets_are_listed_the_newest_first) {
  for (int number = 1; number <= 101; ++number) {
    model::Handshake row;
    row.id = "D-" + std::to_string(number);
    row.code = "not_a_member";
    row.status = 403;
    house.handshakes.add(std::move(row), {}, "n" + std::to_string(number));
  }
  const auto page = ask("handshakes/");
  EXPECT_EQ(page.at("handshakes").as_array().size(), 100U);
  EXPECT_EQ(page.at("handshakes").at(0).at("id"), "D-101");
  EXPECT_EQ(page.at("handshakes").at(0).at("status"), 403);
  EXPECT_TRUE(page.at("handshakes").at(0).at("user").is_null());
  EXPECT_EQ(page.at("next"), "D-2");
  const auto rest = ask("handshakes/?before=D-2");
  EXPECT_EQ(rest.at("handshakes").as_array().size(), 1U);
  EXPECT_TRUE(rest.at("next").is_null());
}

TEST_F(OpsTest, acts_are_listed_the_newest_first) {
  for (int number = 1; number <= 101; ++number) {
    auto& act = house.store.fake_audit.acts.emplace_back();
    act.id = number;
    act.by = "sue";
    act.act = "user.unmute";
    act.subject = "bob";
  }
  const auto page = ask("audit/");
  EXPECT_EQ(page.at("next"), 2);
  const auto& row = page.at("acts").at(0).as_object();
  EXPECT_EQ(row.at("id"), 101);
  EXPECT_EQ(row.at("by"), "sue");
  EXPECT_EQ(row.at("act"), "user.unmute");
  EXPECT_EQ(row.at("subject"), "bob");
  EXPECT_TRUE(row.at("reason").is_null());
  EXPECT_EQ(ask("audit/?before=2").at("acts").as_array().size(), 1U);
}

}  // namespace
}  // namespace heartlink::api
