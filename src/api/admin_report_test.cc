// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "api/testing/operator.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using store::testing::FakeReports;

struct AdminReportTest : testing::Operator {
  FakeReports& reports() { return store.fake_reports; }
  std::string ids(json::object request) {
    std::string all;
    request["op"] = "report.list";
    request["limit"] = 1;
    for (const auto& row : rows_of(request, "reports", "before")) all += json::serialize(row.at("id")) + " ";
    return all;
  }
};

TEST_F(AdminReportTest, they_are_listed_newest_first_and_the_open_ones_unless_all_are_wanted) {
  for (const auto id : {1, 2, 3}) reports().add(id);
  EXPECT_EQ(code_of(R"({"op":"report.resolve","id":2,"outcome":"warned"})"), "ok");
  EXPECT_EQ(ids({}), "3 1 ");
  EXPECT_EQ(ids({{"all", true}}), "3 2 1 ");
  const auto page = run(R"({"op":"report.list"})");
  const auto& row = page.at("reports").at(0).as_object();
  EXPECT_EQ(row.at("reporter"), "alice");
  EXPECT_EQ(row.at("subject"), "bob");
  EXPECT_EQ(row.at("reason"), "harassment");
  EXPECT_EQ(row.at("room_id"), "match-1");
  EXPECT_EQ(row.at("status"), "open");
  EXPECT_FALSE(row.contains("note"));
  EXPECT_EQ(code_of(R"({"op":"report.list","all":"yes"})"), "field_invalid");
}

TEST_F(AdminReportTest, one_is_shown_with_its_evidence) {
  auto& report = reports().add(4);
  report.evidence.push_back(FakeReports::said(8, {}));
  report.evidence.back().kind = model::EntryKind::recalled;
  const auto shown = run(R"({"op":"report.show","id":4})");
  ASSERT_TRUE(shown.at("ok").as_bool());
  EXPECT_EQ(shown.at("note"), "he wants money");
  EXPECT_EQ(shown.at("subject_id"), 2);
  EXPECT_TRUE(shown.at("resolved_at").is_null());
  EXPECT_FALSE(shown.contains("next"));
  const auto& evidence = shown.at("evidence").as_array();
  ASSERT_EQ(evidence.size(), 2U);
  EXPECT_EQ(evidence[0].at("id"), 7);
  EXPECT_EQ(evidence[0].at("kind"), "message");
  EXPECT_EQ(evidence[0].at("sender"), "bob");
  EXPECT_EQ(evidence[0].at("text"), "give me money");
  EXPECT_EQ(evidence[1].at("kind"), "recalled");
  EXPECT_EQ(code_of(R"({"op":"report.show","id":5})"), "report_not_found");
  EXPECT_EQ(code_of(R"({"op":"report.show"})"), "field_invalid");
}

TEST_F(AdminReportTest, each_look_at_evidence_is_an_act) {
  reports().add(4);
  (void)run(R"({"op":"report.list"})");
  (void)run(R"({"op":"report.show","id":4})");
  (void)run(R"({"op":"report.show","id":5})");
  EXPECT_EQ(store.fake_audit.lines(), std::vector<std::string>{"operator report.open 4"});
}

TEST_F(AdminReportTest, however_long_its_texts_are_a_report_can_be_read) {
  auto& report = reports().add(1);
  report.note = std::string(16'000, '\x01');
  report.outcome = std::string(500, '\x01');
  report.evidence.clear();
  for (int id = 1; id <= 20; ++id) report.evidence.push_back(FakeReports::said(id, std::string(60'000, '"')));
  report.evidence.back().content = "短";
  const auto rows = rows_of({{"op", "report.show"}, {"id", 1}}, "evidence", "after");  // judges their size
  ASSERT_EQ(rows.size(), 20U);
  for (int id = 1; id <= 20; ++id) EXPECT_EQ(rows[static_cast<std::size_t>(id - 1)].at("id"), id);
  EXPECT_TRUE(std::string_view{rows[0].at("text").as_string()}.ends_with("\"…"));
  EXPECT_EQ(rows.back().at("text"), "短");
  config.limits.admin_request_bytes = 4096;  // the least
  EXPECT_EQ(rows_of({{"op", "report.show"}, {"id", 1}}, "evidence", "after").size(), 20U);
}

TEST_F(AdminReportTest, an_outcome_is_given_once) {
  reports().add(1);
  const auto settled = run(R"({"op":"report.resolve","id":1,"outcome":"已警告"})");
  EXPECT_EQ(settled.at("status"), "resolved");
  EXPECT_EQ(settled.at("id"), 1);
  EXPECT_EQ(reports().rows[0].outcome, "已警告");
  EXPECT_EQ(reports().rows[0].resolved_by, "operator");
  EXPECT_EQ(code_of(R"({"op":"report.resolve","id":1,"outcome":"x"})"), "already_resolved");
  EXPECT_EQ(code_of(R"({"op":"report.resolve","id":2,"outcome":"x"})"), "report_not_found");
  EXPECT_EQ(code_of(R"({"op":"report.resolve","id":1})"), "field_invalid");
  EXPECT_EQ(code_of(R"({"op":"report.resolve","outcome":"x"})"), "field_invalid");
  const json::object too_long{{"op", "report.resolve"}, {"id", 1}, {"outcome", std::string(501, 'x')}};
  EXPECT_EQ(run(too_long).at("code"), "field_invalid");
}

}  // namespace
}  // namespace heartlink::api
