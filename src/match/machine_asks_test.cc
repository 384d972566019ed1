// SPDX-License-Identifier: Apache-2.0
// What one person asks and does while a step about his ticket is in flight: it counts in the order in which
// it was asked.
#include <gtest/gtest.h>

#include "match/testing/machine_hands.h"

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::UserId;
using What = Answer::What;

class MachineAsksTest : public ::testing::Test, protected testing::MachineHands {};

TEST_F(MachineAsksTest, a_cancel_behind_a_wish_that_waits_for_the_old_ticket_takes_the_new_one_back) {
  create(number(1, "0042"));
  commit();
  cancel(1);
  const auto wish = create(number(1, "0043"));
  const auto ask = cancel(1);
  answer(Outcome::committed);
  EXPECT_FALSE(is_answered(ask)) << "the new ticket is not closed yet";
  commit();
  EXPECT_EQ(said(wish).what, What::waiting) << "as it did for a moment";
  EXPECT_EQ(said(ask).what, What::cancelled);
  EXPECT_EQ(state(1), "");
}

TEST_F(MachineAsksTest, nobody_is_offered_one_who_has_taken_back_what_still_waits) {
  create(heart(2));
  commit();
  create(number(1, "0042"));
  commit();
  cancel(1);
  create(heart(1));
  const auto ask = cancel(1);
  answer(Outcome::committed);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].what, Step::What::enqueue) << "and no offer";
  commit();
  EXPECT_EQ(said(ask).what, What::cancelled);
  EXPECT_EQ(state(2), "waiting");
}

TEST_F(MachineAsksTest, a_cancel_behind_a_wish_for_another_wait_leaves_the_match_before_it_alone) {
  offer(1, 2);
  confirm(1);
  confirm(2);
  const auto wish = create(heart(1));
  const auto ask = cancel(1);
  commit();
  EXPECT_EQ(said(wish).what, What::waiting);
  EXPECT_EQ(said(ask).what, What::cancelled);
  EXPECT_EQ(state(1), "");
}

TEST_F(MachineAsksTest, a_wish_behind_a_cancel_is_a_new_wait_and_not_the_one_that_ends) {
  const auto first = create(heart(1));
  const auto ask = cancel(1);
  const auto second = create(heart(1));
  commit();
  EXPECT_EQ(said(first).what, What::waiting) << "as it did for a moment";
  EXPECT_EQ(said(ask).what, What::cancelled);
  ASSERT_EQ(said(second).what, What::waiting);
  EXPECT_EQ(state(1), "waiting");
  EXPECT_NE(said(second).standing->id, said(first).standing->id);
}

TEST_F(MachineAsksTest, a_wish_waits_while_a_cancel_that_failed_rests) {
  create(heart(1));
  commit();
  cancel(1);
  answer(Outcome::failed);
  const auto wish = create(heart(1));
  EXPECT_FALSE(is_answered(wish)) << "the ticket that is there is going";
  pass(200ms);
  commit();
  EXPECT_EQ(said(wish).what, What::waiting);
  EXPECT_EQ(state(1), "waiting");
}

TEST_F(MachineAsksTest, who_cancels_while_the_store_takes_nothing_is_told_in_time_and_it_still_holds) {
  create(heart(1));
  commit();
  const auto ask = cancel(1);
  const auto fail_and_rest = [this](std::chrono::milliseconds rest) {
    answer(Outcome::failed);
    pass(rest);
  };
  for (const auto rest : {200ms, 400ms, 800ms}) fail_and_rest(rest);
  EXPECT_FALSE(is_answered(ask)) << "it may be over in a moment";
  answer(Outcome::failed);
  ASSERT_TRUE(is_answered(ask));
  EXPECT_EQ(said(ask).what, What::unavailable);
  EXPECT_EQ(said(ask).retry, 1600ms);
  const auto wish = create(heart(1));
  EXPECT_FALSE(is_answered(wish));
  pass(1600ms);
  fail_and_rest(3200ms);
  EXPECT_EQ(said(wish).what, What::unavailable);
  create(heart(2));
  take();
  for (const auto& step : steps) EXPECT_NE(step.what, Step::What::offer);
  commit();
  EXPECT_EQ(state(1), "") << "he wanted out, and nothing since then";
  EXPECT_EQ(state(2), "waiting");
}

// The one who came leaves, while it is being stored that the other did not come.
TEST_F(MachineAsksTest, who_leaves_while_his_offer_is_withdrawn_does_not_wait_again) {
  offer(1, 2);
  confirm(1);
  pass(20s);
  machine.leave(UserId{1}, room(1), clock.now());
  commit();
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(news.back().standing.state, model::TicketState::cancelled);
}

TEST_F(MachineAsksTest, who_is_told_to_come_back_is_told_when_also_while_nothing_rests) {
  auto away = heart(2);
  away.sockets = 0;
  create(heart(1));
  create(std::move(away));
  commit();
  machine.set_sockets(UserId{2}, 1, clock.now());
  for (std::uint32_t failures = 0; failures < rules.failures_told; ++failures) {
    answer(Outcome::failed);
    pass(rules.longest_rest);
  }
  const auto ask = cancel(1);
  answer(Outcome::conflict);
  EXPECT_EQ(said(ask).what, What::unavailable);
  EXPECT_EQ(said(ask).retry, rules.first_rest);
}

// The store had the end of the room before the settling; the machine hears of it behind the outcome.
TEST_F(MachineAsksTest, who_left_before_the_match_was_settled_does_not_wait_again) {
  offer(1, 2);
  confirm(1);
  confirm(2);
  answer(Outcome::conflict);
  machine.leave(UserId{1}, room(1), clock.now());
  commit();
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(state(2), "waiting");
}

}  // namespace
}  // namespace heartlink::match
