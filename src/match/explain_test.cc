// SPDX-License-Identifier: Apache-2.0
#include "match/explain.h"

#include "base/random.h"
#include "match/machine.h"
#include "match/testing/pool_hands.h"

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::MatchKind;
using model::TicketState;
using model::UserId;
using testing::start;

class ExplainTest : public testing::PoolHands {
 protected:
  // Each a second younger than the one before him.
  Waiter& add(std::int64_t user, std::string number = {}) {
    return PoolHands::add(user, std::move(number), start + std::chrono::seconds{user});
  }
  Explanation ask(std::int64_t user = 1, base::SteadyTime now = start + 10s) {
    return explain(pool, UserId{user}, now, rules);
  }
};

TEST_F(ExplainTest, who_has_no_ticket_is_told_so_and_nothing_else) {
  add(2);
  const auto told = ask();
  EXPECT_EQ(told.verdict, Verdict::no_ticket);
  EXPECT_FALSE(told.state.has_value());
  EXPECT_EQ(told.others, 0U);
}

TEST_F(ExplainTest, who_is_alone_in_his_line_is_told_his_times) {
  add(1, "0042");
  add(2, "0043");
  add(3);
  const auto told = ask();
  EXPECT_EQ(told.verdict, Verdict::alone);
  EXPECT_EQ(told.state, TicketState::waiting);
  EXPECT_EQ(told.kind, MatchKind::number);
  EXPECT_EQ(told.ticket.value, 1);
  EXPECT_EQ(told.waited, 9s);
  EXPECT_EQ(told.left, 591s);
  EXPECT_EQ(told.place, 1U);
  EXPECT_TRUE(told.has_socket);
  EXPECT_TRUE(told.is_live);
  EXPECT_EQ(ask(1, start + 2h).left, 0s);
}

TEST_F(ExplainTest, an_offered_one_is_told_how_long_the_room_waits) {
  auto& waiter = add(1);
  waiter.ticket.state = TicketState::offered;
  waiter.offer.confirm_by = start + 25s;
  pool.refresh(waiter);
  const auto told = ask();
  EXPECT_EQ(told.verdict, Verdict::offered);
  EXPECT_EQ(told.left, 15s);
  EXPECT_EQ(told.place, 0U);
  add(2);
  EXPECT_EQ(ask(2).verdict, Verdict::alone) << "who is offered waits no more";
  EXPECT_EQ(ask(2).others, 0U);
}

TEST_F(ExplainTest, the_one_with_whom_nothing_is_wrong_is_about_to_be_matched) {
  add(1);
  add(2);
  EXPECT_EQ(ask().verdict, Verdict::about_to_match);
  EXPECT_EQ(ask().ready, 1U);
  auto& waiter = add(3);
  waiter.step = StepId{7};
  EXPECT_EQ(ask(3).verdict, Verdict::about_to_match);
  EXPECT_TRUE(ask(3).is_busy);
}

TEST_F(ExplainTest, his_own_absence_and_his_rest_come_before_what_is_wrong_with_others) {
  auto& waiter = add(1);
  add(2);
  waiter.rests_until = start + 12s;
  EXPECT_EQ(ask().verdict, Verdict::paused_store);
  EXPECT_EQ(ask().rests, 2s);
  EXPECT_EQ(ask(1, start + 12s).verdict, Verdict::about_to_match);
  waiter.liveness = Liveness{0, start + 11s, start};
  EXPECT_EQ(ask().verdict, Verdict::paused_store);
  EXPECT_TRUE(ask().is_live) << "by a request";
  EXPECT_FALSE(ask().has_socket);
  EXPECT_EQ(ask(1, start + 11s).verdict, Verdict::not_live);
}

TEST_F(ExplainTest, others_who_are_not_there_or_not_free_are_counted) {
  add(1);
  add(2).liveness = Liveness{0, start + 5s, start};
  add(3).step = StepId{1};
  add(4).rests_until = start + 1min;
  auto& gone = add(5);
  gone.cancel_wanted = true;
  gone.liveness = Liveness{};
  const auto told = ask();
  EXPECT_EQ(told.verdict, Verdict::nobody_live);
  EXPECT_EQ(told.others, 4U);
  EXPECT_EQ(told.absent, 2U);
  EXPECT_EQ(told.busy, 3U);
  EXPECT_EQ(told.ready, 0U);
  EXPECT_EQ(told.held_by(Rule::none).count, 0U);
}

TEST_F(ExplainTest, each_rule_says_whom_it_holds_apart_and_until_when) {
  auto& waiter = add(1);
  waiter.ticket.wanted.language = "de";
  waiter.since = start;
  waiter.bars = {Bar{UserId{2}, true, false}};
  waiter.recents = {Until{UserId{3}, start + 10h}};
  waiter.refused = {Until{UserId{4}, start + 11s}};
  add(2);
  for (const auto user : {3, 4, 5}) add(user).ticket.about.language = "de";
  pool.find(UserId{5})->ticket.wanted.language = "fr";  // soft: 30 s from its own time
  auto& hard = add(6);
  hard.ticket.about.language = "de";
  hard.ticket.wanted = {};
  hard.ticket.wanted.language = "zh";
  hard.ticket.wanted.hard = true;
  add(7);  // kept away by the first one's own wish, until start + 30 s
  const auto told = ask();
  EXPECT_EQ(told.verdict, Verdict::held_apart);
  EXPECT_EQ(told.others, 6U);
  EXPECT_EQ(told.held_by(Rule::block).count, 1U);
  EXPECT_FALSE(told.held_by(Rule::block).first_in.has_value());
  EXPECT_EQ(told.held_by(Rule::recent).count, 1U);
  EXPECT_EQ(told.held_by(Rule::recent).first_in, 53s) << "both have waited a minute";
  EXPECT_EQ(told.held_by(Rule::refused).count, 1U);
  EXPECT_EQ(told.held_by(Rule::refused).first_in, 1s);
  EXPECT_EQ(told.held_by(Rule::wish).count, 3U);
  EXPECT_EQ(told.held_by(Rule::wish).first_in, 20s) << "of the three the seventh";
  EXPECT_EQ(ask(1, start + 11s).verdict, Verdict::about_to_match) << "the fourth";
}

TEST_F(ExplainTest, the_place_is_by_how_long_one_has_waited_and_not_by_the_ticket) {
  for (const auto user : {1, 2, 3}) add(user);
  pool.find(UserId{1})->since = start + 1min;
  pool.find(UserId{3})->liveness = Liveness{};
  EXPECT_EQ(ask(1).place, 3U);
  EXPECT_EQ(ask(2).place, 1U);
  EXPECT_EQ(ask(3).place, 2U) << "also of who is not there";
}

// What it calls about to match the machine matches at once, and nothing else.
TEST(Explain, it_says_what_the_machine_does) {
  const Rules rules;
  base::SeededRandom random{1};
  Machine machine{rules, random};
  const auto enter = [&machine](std::int64_t user, const char* wanted, base::SteadyTime now) {
    Order order;
    order.user = UserId{user};
    order.about.language = "de";
    order.wanted.language = wanted;
    order.sockets = 1;
    machine.create(Ask{user}, std::move(order), now);
  };
  const auto commit = [&machine](base::SteadyTime now) {
    std::size_t offers = 0;
    for (const auto& step : machine.take_steps()) {
      if (step.what == Step::What::offer) ++offers;
      machine.done(step.id, Outcome::committed, now);
    }
    return offers;
  };
  enter(1, "zh", start);
  EXPECT_EQ(commit(start), 0U);
  EXPECT_EQ(explain(machine.pool(), UserId{1}, start, rules).verdict, Verdict::alone);
  enter(2, "", start);
  EXPECT_EQ(commit(start), 0U);
  EXPECT_EQ(explain(machine.pool(), UserId{1}, start, rules).verdict, Verdict::held_apart);
  const auto in = explain(machine.pool(), UserId{2}, start, rules).held_by(Rule::wish).first_in;
  ASSERT_TRUE(in.has_value());
  EXPECT_EQ(machine.next_deadline(), start + *in);
  machine.tick(start + *in);
  EXPECT_EQ(explain(machine.pool(), UserId{1}, start + *in, rules).verdict, Verdict::about_to_match);
  EXPECT_EQ(commit(start + *in), 1U);
  EXPECT_EQ(explain(machine.pool(), UserId{1}, start + *in, rules).verdict, Verdict::offered);
}

}  // namespace
}  // namespace heartlink::match
