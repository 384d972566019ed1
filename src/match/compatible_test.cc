// SPDX-License-Identifier: Apache-2.0
#include "match/compatible.h"

#include <gtest/gtest.h>

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::MatchKind;
using model::UserId;

const base::SteadyTime start{1000s};
const Rules rules;

Applicant heart(std::int64_t user, base::SteadyTime since = start) {
  Applicant applicant;
  applicant.ticket.user = UserId{user};
  applicant.ticket.id = model::TicketId{user};
  applicant.since = since;
  return applicant;
}

Applicant number(std::int64_t user, std::string digits) {
  auto applicant = heart(user);
  applicant.ticket.kind = MatchKind::number;
  applicant.ticket.number = std::move(digits);
  return applicant;
}

TEST(Compatible, two_who_wish_nothing_are_so_at_once) {
  EXPECT_EQ(ripe_at(heart(1), heart(2), rules).at, always);
}

TEST(Compatible, nobody_meets_himself_or_somebody_of_the_other_kind) {
  EXPECT_EQ(ripe_at(heart(1), heart(1), rules).rule, Rule::self);
  EXPECT_EQ(ripe_at(heart(1), number(2, "0042"), rules).rule, Rule::kind);
  EXPECT_EQ(ripe_at(heart(1), heart(1), rules).at, never);
}

TEST(Compatible, a_number_meets_the_same_number_only) {
  EXPECT_EQ(ripe_at(number(1, "0042"), number(2, "0042"), rules).at, always);
  EXPECT_EQ(ripe_at(number(1, "0042"), number(2, "0043"), rules).rule, Rule::number);
}

TEST(Compatible, a_block_of_either_side_holds_in_both_directions) {
  for (const bool by_me : {true, false}) {
    auto one = heart(1);
    set_bar(one.bars, UserId{2}, by_me, true, rules.bars);
    EXPECT_EQ(ripe_at(one, heart(2), rules).rule, Rule::block);
    EXPECT_EQ(ripe_at(heart(2), one, rules).at, never);
    EXPECT_EQ(ripe_at(one, heart(3), rules).at, always);
  }
}

TEST(Compatible, two_who_blocked_each_other_are_free_when_both_take_it_back) {
  auto one = heart(1);
  set_bar(one.bars, UserId{2}, true, true, rules.bars);
  set_bar(one.bars, UserId{2}, false, true, rules.bars);
  set_bar(one.bars, UserId{2}, true, false, rules.bars);
  EXPECT_TRUE(is_barred(one, heart(2)));
  set_bar(one.bars, UserId{2}, false, false, rules.bars);
  EXPECT_FALSE(is_barred(one, heart(2)));
  EXPECT_TRUE(one.bars.empty());
}

TEST(Compatible, a_wish_does_not_part_two_who_agreed_on_a_number) {
  auto one = number(1, "0042");
  one.ticket.wanted.language = "zh";
  one.ticket.wanted.hard = true;
  const auto other = number(2, "0042");
  EXPECT_EQ(ripe_at(one, other, rules).at, always);
  EXPECT_FALSE(never_meet(glance_at(one.ticket), glance_at(other.ticket)));
}

TEST(Compatible, bars_stay_sorted_and_bounded) {
  std::vector<Bar> bars;
  for (const std::int64_t user : {5, 2, 9}) set_bar(bars, UserId{user}, true, true, 3);
  set_bar(bars, UserId{4}, true, true, 3);
  ASSERT_EQ(bars.size(), 3U);
  EXPECT_EQ(bars[0].user, UserId{2});
  EXPECT_EQ(bars[2].user, UserId{9});
  set_bar(bars, UserId{5}, true, false, 3);
  EXPECT_EQ(bars.size(), 2U) << "a full list still lets go";
}

TEST(Compatible, a_hard_wish_holds_for_ever_and_in_both_directions) {
  auto one = heart(1);
  one.ticket.wanted.language = "zh";
  one.ticket.wanted.hard = true;
  auto other = heart(2);
  other.ticket.about.language = "en";
  EXPECT_EQ(ripe_at(one, other, rules).at, never);
  EXPECT_EQ(ripe_at(other, one, rules).rule, Rule::wish);
  other.ticket.about.language = "zh";
  EXPECT_EQ(ripe_at(one, other, rules).at, always);
}

TEST(Compatible, a_soft_wish_holds_until_the_one_who_wishes_has_waited_half_a_minute) {
  auto one = heart(1, start);
  one.ticket.wanted.language = "zh";
  const auto other = heart(2, start + 10s);
  EXPECT_EQ(ripe_at(one, other, rules).at, start + 30s);
  EXPECT_EQ(ripe_at(other, one, rules).at, start + 30s);
}

TEST(Compatible, of_two_soft_wishes_the_later_one_decides) {
  auto one = heart(1, start);
  one.ticket.wanted.language = "zh";
  auto other = heart(2, start + 10s);
  other.ticket.wanted.tags = {"music"};
  EXPECT_EQ(ripe_at(one, other, rules).at, start + 40s);
}

TEST(Compatible, one_of_the_wished_tags_is_enough) {
  auto one = heart(1);
  one.ticket.wanted.tags = {"music", "games"};
  one.ticket.wanted.hard = true;
  auto other = heart(2);
  other.ticket.about.tags = {"books", "games"};
  EXPECT_EQ(ripe_at(one, other, rules).at, always);
  other.ticket.about.tags = {"books"};
  EXPECT_EQ(ripe_at(one, other, rules).at, never);
}

TEST(Compatible, whoever_does_not_say_his_age_fulfils_no_wish_for_a_band) {
  auto one = heart(1);
  one.ticket.wanted.age_bands = 0b110;
  one.ticket.wanted.hard = true;
  auto other = heart(2);
  EXPECT_EQ(ripe_at(one, other, rules).at, never);
  other.ticket.about.age_band = 1;
  EXPECT_EQ(ripe_at(one, other, rules).at, never);
  other.ticket.about.age_band = 3;
  EXPECT_EQ(ripe_at(one, other, rules).at, always);
}

TEST(Compatible, recent_partners_meet_again_when_both_have_waited_a_minute) {
  auto one = heart(1, start);
  one.recents = {Until{UserId{2}, start + 20h}};
  EXPECT_EQ(ripe_at(one, heart(2, start + 5s), rules).at, start + 65s);
  EXPECT_EQ(ripe_at(heart(2, start + 5s), one, rules).rule, Rule::recent);
  one.recents = {Until{UserId{2}, start + 7s}};
  EXPECT_EQ(ripe_at(one, heart(2, start + 5s), rules).at, start + 7s) << "the day is over first";
}

TEST(Compatible, recents_stay_sorted_and_bounded_and_the_later_end_holds) {
  std::vector<Until> recents;
  for (const std::int64_t user : {5, 2, 9}) set_recent(recents, UserId{user}, start, 2);
  set_recent(recents, UserId{5}, start + 1h, 2);
  set_recent(recents, UserId{5}, start, 2);
  ASSERT_EQ(recents.size(), 2U);
  EXPECT_EQ(recents[0].user, UserId{2});
  EXPECT_EQ(recents[1].until, start + 1h);
}

TEST(Compatible, recent_partners_who_agree_on_a_number_want_each_other) {
  auto one = number(1, "0042");
  one.recents = {Until{UserId{2}, start + 20h}};
  EXPECT_EQ(ripe_at(one, number(2, "0042"), rules).at, always);
}

TEST(Compatible, two_whom_the_store_refused_rest_and_the_list_is_bounded) {
  auto one = heart(1);
  set_refused(one, UserId{2}, start + 1s, 2);
  EXPECT_EQ(ripe_at(heart(2), one, rules).at, start + 1s);
  set_refused(one, UserId{2}, start + 5s, 2);
  EXPECT_EQ(one.refused.size(), 1U);
  set_refused(one, UserId{3}, start + 2s, 2);
  set_refused(one, UserId{4}, start + 3s, 2);
  EXPECT_EQ(one.refused.size(), 2U);
  EXPECT_EQ(ripe_at(one, heart(3), rules).at, always) << "it would have been over first";
}

TEST(Compatible, a_glance_never_passes_over_two_who_could_meet) {
  const std::vector<std::string> words = {"", "zh", "en", "de"};
  std::vector<Applicant> all;
  for (const auto& says : words) {
    for (const auto& wants : words) {
      for (std::uint8_t band = 0; band < 3; ++band) {
        auto applicant = heart(static_cast<std::int64_t>(all.size()) + 1);
        applicant.ticket.about.language = says;
        applicant.ticket.about.age_band = band;
        applicant.ticket.wanted.language = wants;
        applicant.ticket.wanted.age_bands = static_cast<std::uint8_t>(band == 2 ? 1 : 0);
        applicant.ticket.wanted.hard = all.size() % 2 == 0;
        if (!says.empty()) applicant.ticket.about.tags = {says};
        if (!wants.empty()) applicant.ticket.wanted.tags = {wants};
        all.push_back(applicant);
      }
    }
  }
  std::size_t passed = 0;
  for (const auto& one : all) {
    for (const auto& other : all) {
      if (&one == &other || !never_meet(glance_at(one.ticket), glance_at(other.ticket))) continue;
      EXPECT_EQ(ripe_at(one, other, rules).at, never);
      ++passed;
    }
  }
  EXPECT_GT(passed, 100U);
}

}  // namespace
}  // namespace heartlink::match
