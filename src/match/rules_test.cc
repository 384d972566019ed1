// SPDX-License-Identifier: Apache-2.0
#include "match/rules.h"

#include <gtest/gtest.h>

#include "base/config.h"

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;

TEST(Rules, they_are_as_the_operator_has_them) {
  base::Config config;
  config.match_wait = 5min;
  config.match_confirm = 7s;
  config.match_absence = 8s;
  config.match_recent_partners = 1h;
  config.match_guess_limit = 3;
  config.limits.write_queue_jobs = 400;
  const auto rules = rules_of(config);
  EXPECT_EQ(rules.lifetime, 5min);
  EXPECT_EQ(rules.confirm_within, 7s);
  EXPECT_EQ(rules.absence, 8s);
  EXPECT_EQ(rules.recent, 1h);
  EXPECT_EQ(rules.guesses, 3U);
  EXPECT_EQ(rules.steps, 100U);
}

// With none no wait would ever end, and no offer.
TEST(Rules, the_shortest_write_queue_leaves_room_for_a_step) {
  base::Config config;
  for (const std::size_t jobs : {1U, 3U}) {
    config.limits.write_queue_jobs = jobs;
    EXPECT_EQ(rules_of(config).steps, 1U);
  }
}

}  // namespace
}  // namespace heartlink::match
