// SPDX-License-Identifier: Apache-2.0
#include "chat/report_person.h"

#include <gtest/gtest.h>

#include "store/testing/fake_reports.h"
#include "store/testing/queue_executor.h"

namespace heartlink::chat {
namespace {

using base::Code;

class ReportPersonTest : public ::testing::Test {
 protected:
  ReportPersonTest() {
    limits_.reports_per_hour = 2;
    order_.room = model::RoomId{"match-1"};
    order_.reason = "fraud";
    reports_.filed.answer = 7;
  }
  base::Result<std::int64_t> report(std::int64_t by = 1) {
    return worker_.ask<std::int64_t>([&](base::Done<std::int64_t> done) {
      const model::User from{model::UserId{by}, "somebody", false, false, {}};
      use_case_.run(order_, from, std::move(done));
    });
  }

  store::testing::FakeReports reports_;
  store::testing::QueueExecutor worker_;
  presence::Registry registry_;
  base::ManualClock clock_;
  base::Limits limits_;
  ReportOrder order_;
  ReportPerson use_case_{{reports_, registry_, clock_, limits_}};
};

TEST_F(ReportPersonTest, it_reaches_the_store_as_it_was_meant) {
  order_.note = " \n他要钱  ";
  order_.subject_key = "bob";
  EXPECT_EQ(report().value(), 7);
  const auto& asked = *reports_.filed.asked;
  EXPECT_EQ(asked.room.value, "match-1");
  EXPECT_EQ(asked.by.id.value, 1);
  EXPECT_EQ(asked.reason, model::ReportReason::fraud);
  EXPECT_EQ(asked.note, "他要钱");
  EXPECT_EQ(asked.subject_key, "bob");
}

TEST_F(ReportPersonTest, each_of_the_six_reasons_is_one_and_nothing_else) {
  limits_.reports_per_hour = 6;
  for (std::size_t at = 0; at < model::report_reasons.size(); ++at) {
    order_.reason = model::report_reasons[at];
    ASSERT_TRUE(report().has_value()) << order_.reason;
    EXPECT_EQ(static_cast<std::size_t>(reports_.filed.asked->reason), at);
  }
  reports_.filed.asked.reset();
  for (const auto* reason : {"", "spam", "FRAUD", "fraud "}) {
    order_.reason = reason;
    EXPECT_EQ(report().error().code, Code::reason_invalid) << reason;
  }
  EXPECT_FALSE(reports_.filed.asked.has_value());
}

TEST_F(ReportPersonTest, a_note_is_as_long_as_people_count_it) {
  limits_.report_note_graphemes = 3;
  order_.note = "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦";
  EXPECT_TRUE(report().has_value());
  order_.note = "abcd";
  EXPECT_EQ(report().error().code, Code::note_too_long);
  order_.note = "a";
  for (int i = 0; i < 100; ++i) order_.note += "\xCC\x81";  // one letter under a hundred accents
  EXPECT_EQ(report().error().code, Code::note_too_long);
  order_.note = "\xFF";
  EXPECT_EQ(report().error().code, Code::request_invalid);
}

TEST_F(ReportPersonTest, more_in_an_hour_than_allowed_are_throttled_and_what_is_no_report_costs_nothing) {
  order_.reason = "spam";
  for (int i = 0; i < 5; ++i) EXPECT_EQ(report().error().code, Code::reason_invalid);
  order_.reason = "fraud";
  reports_.filed.answer = base::fail(Code::member_not_found);
  EXPECT_EQ(report().error().code, Code::member_not_found);
  EXPECT_EQ(report().error().code, Code::member_not_found) << "asking for names is counted";
  const auto refused = report();
  EXPECT_EQ(refused.error().code, Code::throttled);
  EXPECT_EQ(refused.error().retry, std::chrono::minutes{30});
  EXPECT_EQ(report(3).error().code, Code::member_not_found) << "per person";
  clock_.advance(std::chrono::minutes{30});
  EXPECT_EQ(report().error().code, Code::member_not_found);
}

}  // namespace
}  // namespace heartlink::chat
