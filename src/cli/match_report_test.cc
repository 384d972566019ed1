// SPDX-License-Identifier: Apache-2.0
#include "cli/match_report.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace heartlink::cli {
namespace {

using namespace std::chrono_literals;

match::Simulated some_waits() {
  match::Simulated simulated;
  simulated.all = {12, 10, 1, 1, 800ms, 2500ms, 61'007ms, 70s};
  simulated.by_language = {simulated.all, match::Waits{}};
  return simulated;
}

TEST(MatchReport, waits_are_a_table_and_the_promise_a_sentence) {
  EXPECT_EQ(simulated_text(some_waits(), Lang::en),
            "GROUP       PEOPLE  MATCHED  EXPIRED  NO-SHOWS  50%      90%      99%       LONGEST\n"
            "all         12      10       1        1         0.800 s  2.500 s  61.007 s  70.000 s\n"
            "language 1  12      10       1        1         0.800 s  2.500 s  61.007 s  70.000 s\n"
            "language 2  0       0        0        0         -        -        -         -\n"
            "\n"
            "The promise is kept: nobody was passed over, and nobody expired beside a compatible one.\n");
  EXPECT_NE(simulated_text(some_waits(), Lang::zh).find("承诺守住了"), std::string::npos);
}

TEST(MatchReport, either_half_of_the_promise_can_break_it) {
  auto simulated = some_waits();
  EXPECT_TRUE(keeps_promise(simulated));
  simulated.passed_over = 1ms;
  EXPECT_FALSE(keeps_promise(simulated));
  const auto text = simulated_text(simulated, Lang::en);
  EXPECT_NE(text.find("broken:\n  somebody was passed over, by at most: 0.001 s\n"), std::string::npos)
      << text;
  simulated.passed_over = 0ms;
  simulated.expired_beside_compatible = 2;
  EXPECT_FALSE(keeps_promise(simulated));
  EXPECT_EQ(simulated_json({}, simulated).at("promise_kept"), false);
  EXPECT_EQ(simulated_json({}, simulated).at("expired_beside_compatible"), 2);
}

TEST(MatchReport, as_json_it_says_of_which_crowd_it_speaks) {
  const auto report = simulated_json({}, some_waits());
  EXPECT_EQ(report.at("crowd").at("people"), 10'000);
  EXPECT_EQ(report.at("all").at("p99_ms"), 61'007);
  EXPECT_EQ(report.at("by_language").as_array().size(), 2U);
  EXPECT_EQ(report.at("passed_over_ms"), 0);
  EXPECT_EQ(report.at("promise_kept"), true);
}

}  // namespace
}  // namespace heartlink::cli
