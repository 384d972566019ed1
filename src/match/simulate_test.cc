// SPDX-License-Identifier: Apache-2.0
#include "match/simulate.h"

#include <gtest/gtest.h>

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;

TEST(Simulate, in_a_skewed_crowd_nobody_is_passed_over_and_nobody_expires_beside_a_compatible_one) {
  Crowd crowd;
  crowd.people = 3'000;
  const auto result = simulate(crowd, Rules{});
  EXPECT_EQ(result.passed_over, 0ms);
  EXPECT_EQ(result.expired_beside_compatible, 0U);
  EXPECT_EQ(result.all.people, 3'000U);
  EXPECT_EQ(result.all.people, result.all.matched + result.all.expired + result.all.no_shows);
  EXPECT_GT(result.all.matched, 2'700U);
  EXPECT_GT(result.all.no_shows, 0U);
  ASSERT_EQ(result.by_language.size(), 5U);
  EXPECT_GT(result.by_language.front().people, result.by_language.back().people);
  EXPECT_LE(result.all.half, result.all.nine_tenths);
  EXPECT_LE(result.all.nine_tenths, result.all.all_but_one_percent);
  EXPECT_LE(result.all.all_but_one_percent, result.all.longest);
}

TEST(Simulate, whoever_wishes_nothing_waits_for_the_next_one_only) {
  Crowd crowd;
  crowd.people = 1'000;
  crowd.wish_percent = 0;
  crowd.no_show_percent = 0;
  const auto result = simulate(crowd, Rules{});
  EXPECT_GE(result.all.matched, 998U);
  EXPECT_LT(result.all.half, 1s);
}

TEST(Simulate, a_soft_wish_costs_half_a_minute_after_the_next_one_came) {
  Crowd crowd;
  crowd.people = 1'000;
  crowd.languages = 64;
  crowd.skew = 0;
  crowd.wish_percent = 100;
  crowd.hard_percent = 0;
  crowd.no_show_percent = 0;
  const auto result = simulate(crowd, Rules{});
  EXPECT_GE(result.all.matched, 990U);
  EXPECT_LE(result.all.all_but_one_percent, 40s);
}

TEST(Simulate, the_same_crowd_gives_the_same_figures) {
  Crowd crowd;
  crowd.people = 500;
  const auto once = simulate(crowd, Rules{});
  const auto again = simulate(crowd, Rules{});
  EXPECT_EQ(once.all.matched, again.all.matched);
  EXPECT_EQ(once.all.nine_tenths, again.all.nine_tenths);
}

}  // namespace
}  // namespace heartlink::match
