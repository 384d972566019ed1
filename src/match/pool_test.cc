// SPDX-License-Identifier: Apache-2.0
#include "match/pool.h"

#include "match/testing/pool_hands.h"

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::MatchKind;
using model::UserId;
using testing::start;

class PoolTest : public testing::PoolHands {};

TEST_F(PoolTest, the_longest_waiting_compatible_one_is_found) {
  add(1).ticket.wanted.language = "de";
  add(2);
  add(3);
  EXPECT_EQ(pool.partner_for(add(4), start).partner, pool.find(UserId{2}));
}

TEST_F(PoolTest, who_is_not_there_is_skipped_and_keeps_his_place) {
  auto& first = add(1);
  add(2);
  first.liveness = Liveness{0, start + 5s, start};
  pool.refresh(first);
  const auto& seeker = add(3);
  EXPECT_EQ(pool.partner_for(seeker, start + 4s).partner, &first);
  EXPECT_EQ(pool.partner_for(seeker, start + 5s).partner, pool.find(UserId{2}));
  first.liveness.sockets = 1;
  pool.refresh(first);
  EXPECT_EQ(pool.partner_for(seeker, start + 6s).partner, &first);
}

TEST_F(PoolTest, who_is_busy_resting_offered_or_wants_out_is_not_found) {
  auto& only = add(1);
  const auto& seeker = add(2);
  const auto found = [&] {
    pool.refresh(only);
    return pool.partner_for(seeker, start).partner;
  };
  EXPECT_EQ(found(), &only);
  only.step = StepId{1};
  EXPECT_EQ(found(), nullptr);
  only.step = {};
  only.rests_until = start + 1s;
  EXPECT_EQ(found(), nullptr);
  only.rests_until = start;
  EXPECT_EQ(found(), &only);
  only.cancel_wanted = true;
  EXPECT_EQ(found(), nullptr);
  only.cancel_wanted = false;
  only.ticket.state = model::TicketState::offered;
  EXPECT_EQ(found(), nullptr);
}

TEST_F(PoolTest, it_says_when_the_first_one_becomes_ripe) {
  auto& first = add(1);
  first.ticket.wanted.language = "de";
  auto& second = add(2);
  second.ticket.wanted.language = "fr";
  second.since = start - 10s;
  const auto found = pool.partner_for(add(3), start);
  EXPECT_EQ(found.partner, nullptr);
  EXPECT_EQ(found.ripens, start + 20s);
}

TEST_F(PoolTest, a_number_is_a_line_of_its_own) {
  add(1);
  add(2, "0042");
  EXPECT_EQ(pool.partner_for(add(3, "0043"), start).partner, nullptr);
  EXPECT_EQ(pool.partner_for(add(4, "0042"), start).partner, pool.find(UserId{2}));
  EXPECT_EQ(pool.size(MatchKind::heart), 1U);
  EXPECT_EQ(pool.size(MatchKind::number), 3U);
}

TEST_F(PoolTest, one_live_ticket_a_person_and_no_more_than_the_bound) {
  add(1);
  Waiter again;
  again.ticket.user = UserId{1};
  EXPECT_EQ(pool.try_add(std::move(again)), nullptr);
  rules.tickets = 1;
  Waiter another;
  another.ticket.user = UserId{2};
  EXPECT_EQ(pool.try_add(std::move(another)), nullptr);
  EXPECT_EQ(pool.size(), 1U);
}

TEST_F(PoolTest, a_thousand_who_come_and_go_leave_the_others_in_their_order) {
  for (std::int64_t user = 1; user <= 1'000; ++user) add(user).ticket.wanted.language = "de";
  for (std::int64_t user = 1; user <= 1'000; ++user) {
    if (user % 7 != 0) pool.remove(UserId{user});
  }
  std::int64_t expected = 7;
  model::Ticket any;
  pool.each_in_line(any, [&](const Waiter& waiter) {
    EXPECT_EQ(waiter.ticket.user, UserId{expected});
    expected += 7;
  });
  EXPECT_EQ(expected, 1'001);
  EXPECT_EQ(pool.size(), 142U);
  pool.find(UserId{994})->ticket.wanted = {};
  EXPECT_EQ(pool.partner_for(add(1'001), start).partner, pool.find(UserId{994}));
}

}  // namespace
}  // namespace heartlink::match
