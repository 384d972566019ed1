// SPDX-License-Identifier: Apache-2.0
#include "match/guess_limit.h"

#include <gtest/gtest.h>

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::UserId;

const base::SteadyTime start{1000s};

TEST(GuessLimit, after_the_last_allowed_number_it_says_how_long_to_wait) {
  GuessLimit limit{3, 600s, 100};
  for (const char* number : {"0001", "0002", "0003"}) {
    EXPECT_FALSE(limit.refuse(UserId{1}, "192.0.2.1", number, start));
  }
  EXPECT_EQ(limit.refuse(UserId{1}, "192.0.2.1", "0004", start + 100s), 500s);
  EXPECT_FALSE(limit.refuse(UserId{1}, "192.0.2.1", "0004", start + 600s));
}

TEST(GuessLimit, the_same_number_again_is_no_new_guess) {
  GuessLimit limit{1, 600s, 100};
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(limit.refuse(UserId{1}, "", "0042", start));
  EXPECT_TRUE(limit.refuse(UserId{1}, "", "0043", start));
  EXPECT_FALSE(limit.refuse(UserId{1}, "", "0042", start));
}

TEST(GuessLimit, one_address_cannot_guess_with_many_people) {
  GuessLimit limit{2, 600s, 100};
  EXPECT_FALSE(limit.refuse(UserId{1}, "192.0.2.1", "0001", start));
  EXPECT_FALSE(limit.refuse(UserId{2}, "192.0.2.1", "0002", start));
  EXPECT_TRUE(limit.refuse(UserId{3}, "192.0.2.1", "0003", start));
  EXPECT_FALSE(limit.refuse(UserId{3}, "192.0.2.2", "0003", start));
}

TEST(GuessLimit, one_person_cannot_guess_from_many_addresses) {
  GuessLimit limit{1, 600s, 100};
  EXPECT_FALSE(limit.refuse(UserId{1}, "192.0.2.1", "0001", start));
  EXPECT_TRUE(limit.refuse(UserId{1}, "192.0.2.2", "0002", start));
}

TEST(GuessLimit, a_refused_number_does_not_count) {
  GuessLimit limit{1, 600s, 100};
  EXPECT_FALSE(limit.refuse(UserId{1}, "", "0001", start));
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(limit.refuse(UserId{1}, "", "0002", start + 300s));
  EXPECT_FALSE(limit.refuse(UserId{1}, "", "0002", start + 600s));
}

TEST(GuessLimit, over_the_bound_whoever_was_quiet_for_longest_is_forgotten) {
  GuessLimit limit{1, 600s, 2};
  EXPECT_FALSE(limit.refuse(UserId{1}, "", "0001", start));
  EXPECT_FALSE(limit.refuse(UserId{2}, "", "0001", start));
  EXPECT_FALSE(limit.refuse(UserId{1}, "", "0001", start));
  EXPECT_FALSE(limit.refuse(UserId{3}, "", "0001", start));
  EXPECT_TRUE(limit.refuse(UserId{1}, "", "0002", start));
  EXPECT_FALSE(limit.refuse(UserId{2}, "", "0002", start)) << "forgotten";
}

}  // namespace
}  // namespace heartlink::match
