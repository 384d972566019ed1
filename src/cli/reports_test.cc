// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include <boost/json.hpp>

#include "cli/testing/command_line.h"

namespace heartlink::cli {
namespace {

using store::testing::FakeReports;

struct ReportsCommandTest : testing::CommandLine {
  ReportsCommandTest() {
    ::setenv("TZ", "XST-8", 1);
    ::tzset();
  }
  ~ReportsCommandTest() override {
    ::unsetenv("TZ");
    ::tzset();
  }
  FakeReports& reports() { return store.fake_reports; }
};

TEST_F(ReportsCommandTest, open_ones_are_listed_the_newest_first) {
  EXPECT_EQ(run({"reports", "list"}), 0);
  EXPECT_EQ(err, "There are no such reports.\n");
  for (const auto id : {1, 2}) reports().add(id);
  EXPECT_EQ(run({"reports", "list"}), 0);
  EXPECT_EQ(out,
            "ID  REPORTED                   REASON      REPORTER  SUBJECT  ROOM     STATUS\n"
            "2   1970-01-01 08:00:00 +0800  harassment  alice     bob      match-1  open\n"
            "1   1970-01-01 08:00:00 +0800  harassment  alice     bob      match-1  open\n");
  EXPECT_EQ(run({"reports", "resolve", "2", "--outcome", "warned"}), 0);
  EXPECT_EQ(err, "resolved report 2\n");
  EXPECT_EQ(json_of({"reports", "list"}).at("reports").as_array().size(), 1U);
  EXPECT_EQ(json_of({"reports", "list", "--all"}).at("reports").as_array().size(), 2U);
  EXPECT_EQ(json_of({"reports", "list", "--all", "--last", "1"}).at("reports").at(0).at("id"), 2);
}

TEST_F(ReportsCommandTest, one_is_shown_with_what_was_said) {
  auto& report = reports().add(3);
  report.evidence.push_back(FakeReports::said(8, "now\x1b[2J"));
  report.evidence.push_back(FakeReports::said(9, {}));
  report.evidence.back().kind = model::EntryKind::recalled;
  EXPECT_EQ(run({"reports", "show", "3"}), 0);
  EXPECT_NE(out.find("note      he wants money\n"), std::string::npos) << out;
  EXPECT_EQ(out.find("outcome"), std::string::npos) << out;
  EXPECT_NE(out.find("\n7   1970-01-01 08:00:00 +0800  bob     give me money\n"), std::string::npos) << out;
  EXPECT_NE(out.find("  bob     now?[2J\n"), std::string::npos) << out;
  EXPECT_NE(out.find("  bob     (recalled)\n"), std::string::npos) << out;
  EXPECT_EQ(json_of({"reports", "show", "3"}).at("evidence").as_array().size(), 3U);
  EXPECT_EQ(opened_stores, 2);
  report.evidence.clear();
  EXPECT_EQ(run({"reports", "show", "3", "--lang", "zh"}), 0);
  EXPECT_NE(out.find("被举报人"), std::string::npos) << out;
  EXPECT_EQ(err, "当时房间里没有消息\n");
}

TEST_F(ReportsCommandTest, evidence_of_many_pages_is_one_answer) {
  auto& report = reports().add(1);
  report.evidence.clear();
  for (int id = 1; id <= 20; ++id) report.evidence.push_back(FakeReports::said(id, std::string(15'000, 'x')));
  const auto shown = json_of({"reports", "show", "1"});
  ASSERT_EQ(shown.at("evidence").as_array().size(), 20U);
  EXPECT_EQ(shown.at("evidence").at(19).at("id"), 20);
  EXPECT_EQ(shown.at("evidence").at(19).at("text").as_string().size(), 15'000U);
  EXPECT_EQ(shown.at("note"), "he wants money");
}

TEST_F(ReportsCommandTest, an_outcome_is_wanted_and_given_once) {
  reports().add(1);
  EXPECT_EQ(run({"reports", "resolve", "1"}), 2);
  EXPECT_NE(err.find("missing: --outcome"), std::string::npos) << err;
  EXPECT_EQ(json_of({"reports", "resolve", "1", "--outcome", "warned"}),
            (boost::json::value{{"id", 1}, {"status", "resolved"}}));
  EXPECT_EQ(run({"reports", "resolve", "1", "--outcome", "banned"}), 1);
  EXPECT_NE(err.find("already_resolved"), std::string::npos) << err;
  EXPECT_EQ(reports().rows[0].outcome, "warned");
  EXPECT_EQ(run({"reports", "show", "2"}), 1);
  EXPECT_NE(err.find("report_not_found"), std::string::npos) << err;
  for (const auto* number : {"0", "-1", "x"}) EXPECT_EQ(run({"reports", "show", number}), 2) << number;
}

}  // namespace
}  // namespace heartlink::cli
