// SPDX-License-Identifier: Apache-2.0
#include "match/no_shows.h"

#include <gtest/gtest.h>

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::UserId;

const base::SteadyTime start{10'000s};

TEST(NoShows, three_in_an_hour_pause_for_ten_minutes) {
  const Rules rules;
  NoShows no_shows{rules};
  no_shows.add(UserId{1}, start);
  no_shows.add(UserId{1}, start + 20min);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start + 20min), 0ms);
  no_shows.add(UserId{1}, start + 40min);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start + 40min), 10min);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start + 50min), 0ms);
  EXPECT_EQ(no_shows.pause_left(UserId{2}, start + 40min), 0ms);
}

TEST(NoShows, one_that_is_an_hour_ago_does_not_count) {
  const Rules rules;
  NoShows no_shows{rules};
  no_shows.add(UserId{1}, start);
  no_shows.add(UserId{1}, start + 30min);
  no_shows.add(UserId{1}, start + 60min);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start + 60min), 0ms);
}

TEST(NoShows, after_the_pause_counting_begins_anew) {
  const Rules rules;
  NoShows no_shows{rules};
  for (int i = 0; i < 3; ++i) no_shows.add(UserId{1}, start);
  no_shows.add(UserId{1}, start + 10min);
  no_shows.add(UserId{1}, start + 11min);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start + 11min), 0ms);
}

TEST(NoShows, over_the_bound_the_oldest_is_forgotten) {
  Rules rules;
  rules.no_shows = 1;
  rules.no_show_people = 2;
  NoShows no_shows{rules};
  for (const std::int64_t user : {1, 2, 3}) no_shows.add(UserId{user}, start);
  EXPECT_EQ(no_shows.pause_left(UserId{1}, start), 0ms);
  EXPECT_GT(no_shows.pause_left(UserId{3}, start), 0ms);
}

}  // namespace
}  // namespace heartlink::match
