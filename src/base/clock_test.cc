// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <gtest/gtest.h>

namespace heartlink::base {
namespace {

using std::chrono::milliseconds;

TEST(Clock, a_manual_clock_moves_both_times_together) {
  ManualClock clock;
  const auto steady = clock.now();
  const auto wall = clock.wall();
  clock.advance(milliseconds{1500});
  EXPECT_EQ(clock.now() - steady, milliseconds{1500});
  EXPECT_EQ(clock.wall().ms() - wall.ms(), 1500);
}

TEST(Clock, deadlines_do_not_notice_when_the_wall_clock_is_set) {
  ManualClock clock;
  const auto steady = clock.now();
  const auto wall = clock.wall();
  clock.jump_wall(milliseconds{-3'600'000});
  EXPECT_EQ(clock.now(), steady);
  EXPECT_EQ(clock.wall().seconds() - wall.seconds(), -3600);
}

TEST(Clock, the_system_clock_runs_forward_in_this_century) {
  const SystemClock clock;
  const auto first = clock.now();
  EXPECT_GE(clock.now(), first);
  EXPECT_GT(clock.wall().seconds(), 1'700'000'000);
}

}  // namespace
}  // namespace heartlink::base
