// SPDX-License-Identifier: Apache-2.0
#include "match/machine.h"

#include <gtest/gtest.h>

#include "match/testing/machine_hands.h"

namespace heartlink::match {
namespace {

using namespace std::chrono_literals;
using model::UserId;
using What = Answer::What;

class MachineTest : public ::testing::Test, protected testing::MachineHands {};

TEST_F(MachineTest, the_first_one_waits_and_the_second_one_is_matched_with_him) {
  const auto first = create(heart(1));
  EXPECT_FALSE(is_answered(first)) << "nothing is said before it is stored";
  commit();
  EXPECT_EQ(said(first).what, What::waiting);
  const auto second = create(heart(2));
  take();
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].what, Step::What::offer) << "one transaction: his ticket, the other's, the room";
  EXPECT_TRUE(steps[0].changes[1].is_new);
  commit();
  EXPECT_EQ(said(second).what, What::matched);
  EXPECT_EQ(said(second).standing->partner, UserId{1});
  EXPECT_EQ(room(1), room(2));
  EXPECT_EQ(news.size(), 2U);
}

TEST_F(MachineTest, both_come_and_the_match_stands) {
  offer(1, 2);
  confirm(1);
  EXPECT_TRUE(steps.empty());
  confirm(2);
  take();
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].what, Step::What::settle);
  commit();
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(news.back().standing.state, model::TicketState::matched);
  EXPECT_FALSE(machine.next_deadline()) << "nothing is left of them";
}

TEST_F(MachineTest, a_number_meets_the_same_number_and_the_oldest_first) {
  create(number(1, "0042"));
  create(number(2, "0042"));
  commit();
  create(number(3, "4200"));
  commit();
  EXPECT_EQ(state(1), "offered");
  EXPECT_EQ(state(2), "offered");
  EXPECT_EQ(state(3), "waiting");
  EXPECT_TRUE(room(1).value.starts_with("match-"));
  EXPECT_EQ(room(1).value.size(), 42U);
}

TEST_F(MachineTest, the_same_question_again_tells_the_state_and_another_one_is_refused) {
  create(number(1, "0042"));
  commit();
  EXPECT_EQ(said(create(number(1, "0042"))).what, What::waiting);
  EXPECT_EQ(said(create(number(1, "0043"))).what, What::already_waiting);
  EXPECT_EQ(said(create(heart(1))).what, What::already_waiting);
  create(number(2, "0042"));
  commit();
  EXPECT_EQ(said(create(number(1, "0042"))).what, What::matched);
}

TEST_F(MachineTest, whoever_does_not_come_is_dropped_and_the_other_keeps_his_place_and_his_time) {
  create(heart(1));
  commit();
  pass(100s);
  create(heart(2));
  commit();
  confirm(1);
  pass(20s);
  commit();
  EXPECT_EQ(state(2), "");
  EXPECT_EQ(state(1), "waiting");
  EXPECT_EQ(machine.standing(UserId{1}, clock.now())->left, 500s) << "the clock stood still for 20 s";
  EXPECT_EQ(news[2].reason, Reason::partner_gone);
  EXPECT_EQ(news[3].reason, Reason::no_show);
}

TEST_F(MachineTest, a_survivor_is_still_before_those_who_came_after_him) {
  offer(1, 2);
  auto picky = heart(3);
  picky.wanted.language = "de";
  create(picky);
  commit();
  confirm(1);
  pass(20s);
  commit();
  create(heart(4));
  commit();
  EXPECT_EQ(machine.standing(UserId{4}, clock.now())->partner, UserId{1});
}

TEST_F(MachineTest, when_neither_comes_both_are_dropped) {
  offer(1, 2);
  pass(20s);
  commit();
  EXPECT_EQ(state(1) + state(2), "");
}

TEST_F(MachineTest, three_no_shows_in_an_hour_pause_for_ten_minutes) {
  for (int i = 0; i < 3; ++i) {
    offer(1, 2);
    confirm(1);
    pass(20s);
    commit();
    cancel(1);
    commit();
  }
  const auto refused = create(heart(2));
  EXPECT_EQ(said(refused).what, What::paused);
  EXPECT_EQ(said(refused).retry, 10min);
  pass(10min);
  EXPECT_FALSE(is_answered(create(heart(2)))) << "he is let in, and the store is asked";
}

TEST_F(MachineTest, a_cancel_of_one_who_waits_closes_his_ticket) {
  create(heart(1));
  commit();
  const auto ask = cancel(1);
  EXPECT_FALSE(is_answered(ask));
  commit();
  EXPECT_EQ(said(ask).what, What::cancelled);
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(said(cancel(1)).what, What::nothing);
}

TEST_F(MachineTest, a_cancel_that_meets_an_offer_is_told_who_was_first) {
  for (const auto outcome : {Outcome::committed, Outcome::failed}) {
    create(heart(1));
    commit();
    create(heart(2));
    const auto ask = cancel(1);
    EXPECT_FALSE(is_answered(ask));
    answer(outcome);
    if (outcome == Outcome::committed) {
      EXPECT_EQ(said(ask).what, What::matched);
      EXPECT_EQ(said(ask).standing->room, room(2));
    } else {
      pass(rules.first_rest);
      commit();
      EXPECT_EQ(said(ask).what, What::cancelled);
    }
    cancel(1);
    cancel(2);
    commit();
  }
}

TEST_F(MachineTest, whoever_cancels_an_offer_goes_and_the_other_waits_again) {
  offer(1, 2);
  const auto ask = cancel(1);
  commit();
  EXPECT_EQ(said(ask).what, What::cancelled);
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(state(2), "waiting");
}

TEST_F(MachineTest, leaving_the_offered_room_is_a_cancel_and_its_end_is_nobodys_fault) {
  offer(1, 2);
  machine.leave(UserId{2}, room(2), clock.now());
  commit();
  EXPECT_EQ(state(1), "waiting");
  EXPECT_EQ(state(2), "");
  create(heart(3));
  commit();
  machine.end_room(UserId{3}, room(3), clock.now());
  take();
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].changes[0].after.state, model::TicketState::waiting);
  EXPECT_EQ(steps[0].changes[1].after.state, model::TicketState::waiting);
}

TEST_F(MachineTest, a_block_between_two_who_are_offered_lets_both_wait_and_keeps_them_apart) {
  offer(1, 2);
  confirm(1);
  machine.block(UserId{2}, UserId{1}, clock.now());
  commit();
  EXPECT_EQ(state(1), "waiting");
  EXPECT_EQ(state(2), "waiting");
  machine.unblock(UserId{2}, UserId{1}, clock.now());
  commit();
  EXPECT_EQ(state(1), "offered");
}

TEST_F(MachineTest, two_whom_the_store_will_not_pair_are_tried_again_later_and_others_at_once) {
  create(heart(1));
  commit();
  const auto ask = create(heart(2));
  answer(Outcome::conflict);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].what, Step::What::enqueue);
  commit();
  EXPECT_EQ(said(ask).what, What::waiting);
  create(heart(3));
  commit();
  EXPECT_EQ(state(1), "offered");
  EXPECT_EQ(state(2), "waiting");
  confirm(1);
  confirm(3);
  commit();
  create(heart(4));
  commit();
  EXPECT_EQ(state(2), "offered");
}

TEST_F(MachineTest, a_match_whose_room_has_ended_is_none) {
  offer(1, 2);
  confirm(1);
  confirm(2);
  answer(Outcome::conflict);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].what, Step::What::withdraw);
  answer(Outcome::committed);
  EXPECT_EQ(steps.size(), 1U) << "they suit each other still, and get a room of their own";
}

TEST_F(MachineTest, a_soft_wish_ripens_by_itself) {
  auto picky = heart(1);
  picky.wanted.language = "zh";
  create(picky);
  commit();
  create(heart(2));
  commit();
  EXPECT_EQ(state(1), "waiting");
  EXPECT_EQ(machine.next_deadline(), clock.now() + 30s);
  pass(30s);
  commit();
  EXPECT_EQ(state(1), "offered");
}

TEST_F(MachineTest, nobody_is_matched_with_one_who_is_not_there_until_he_comes_back) {
  create(heart(1));
  commit();
  machine.set_sockets(UserId{1}, 0, clock.now());
  create(heart(2));
  commit();
  EXPECT_EQ(state(2), "waiting");
  pass(59s);
  machine.set_sockets(UserId{1}, 1, clock.now());
  commit();
  EXPECT_EQ(state(1), "offered");
}

TEST_F(MachineTest, a_minute_of_absence_ends_the_wait_and_polling_keeps_it) {
  create(heart(1));
  auto polls = heart(2);
  polls.wanted.language = "de";
  polls.wanted.hard = true;
  polls.sockets = 0;
  polls.live_until = clock.now() + 15s;
  create(polls);
  commit();
  machine.set_sockets(UserId{1}, 0, clock.now());
  for (int i = 0; i < 20; ++i) {
    pass(3s);
    machine.see(UserId{2}, clock.now() + 15s, clock.now());
  }
  commit();
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(news.back().reason, Reason::absent);
  EXPECT_EQ(state(2), "waiting");
  pass(75s);
  commit();
  EXPECT_EQ(state(2), "");
}

TEST_F(MachineTest, ten_minutes_without_anybody_end_the_wait) {
  create(heart(1));
  commit();
  clock.jump_wall(5h);
  pass(599s);
  commit();
  EXPECT_EQ(state(1), "waiting") << "the wall clock decides nothing";
  pass(1s);
  commit();
  EXPECT_EQ(state(1), "");
  EXPECT_EQ(news.back().reason, Reason::expired);
}

TEST_F(MachineTest, a_guess_too_many_is_refused_whether_somebody_waits_or_not) {
  create(number(9, "0011"));
  commit();
  for (int i = 0; i < 10; ++i) {
    create(number(1, "000" + std::to_string(i)));
    commit();
    cancel(1);
    commit();
  }
  const auto hit = create(number(1, "0011"));
  const auto miss = create(number(1, "0012"));
  EXPECT_EQ(said(hit).what, What::limited);
  EXPECT_EQ(said(miss).what, What::limited);
  EXPECT_EQ(said(hit).retry, said(miss).retry);
}

TEST_F(MachineTest, what_the_store_does_not_take_is_told_and_forgotten) {
  const auto ask = create(heart(1));
  answer(Outcome::failed);
  EXPECT_EQ(said(ask).what, What::unavailable);
  EXPECT_GT(said(ask).retry, 0ms);
  EXPECT_EQ(machine.pool().size(), 0U);
}

TEST_F(MachineTest, a_step_that_fails_is_tried_again_each_time_later) {
  create(heart(1));
  commit();
  const auto ask = cancel(1);
  for (const auto rest : {200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 10'000ms, 10'000ms}) {
    answer(Outcome::failed);
    EXPECT_EQ(machine.next_deadline(), clock.now() + rest);
    EXPECT_TRUE(steps.empty());
    pass(rest);
    ASSERT_EQ(steps.size(), 1U);
  }
  EXPECT_EQ(said(ask).what, What::unavailable) << "he does not wait for as long as the store may take";
  commit();
  EXPECT_EQ(state(1), "");
}

TEST_F(MachineTest, a_question_while_a_ticket_is_closed_begins_a_new_wait) {
  create(number(1, "0042"));
  commit();
  cancel(1);
  const auto ask = create(number(1, "0043"));
  EXPECT_FALSE(is_answered(ask));
  commit();
  EXPECT_EQ(said(ask).what, What::waiting);
}

TEST_F(MachineTest, a_block_that_comes_while_a_question_waits_is_not_forgotten) {
  create(heart(2));
  commit();
  auto picky = heart(1);
  picky.wanted.language = "de";
  create(picky);
  commit();
  cancel(1);
  create(heart(1));
  machine.block(UserId{2}, UserId{1}, clock.now());
  machine.set_sockets(UserId{1}, 0, clock.now());
  commit();
  EXPECT_EQ(state(1), "waiting");
  EXPECT_EQ(state(2), "waiting");
  machine.set_sockets(UserId{1}, 1, clock.now());
  take();
  EXPECT_TRUE(steps.empty());
  pass(50s);
  commit();
  EXPECT_EQ(state(1), "waiting") << "he came back";
}

TEST_F(MachineTest, more_questions_than_may_wait_are_told_to_come_back) {
  create(heart(1));
  for (std::size_t i = 1; i < rules.asks_per_ticket; ++i) EXPECT_FALSE(is_answered(create(heart(1))));
  EXPECT_EQ(said(create(heart(1))).what, What::busy);
  EXPECT_EQ(said(cancel(1)).what, What::busy);
  commit();
  EXPECT_EQ(state(1), "waiting");
}

TEST_F(MachineTest, more_tickets_than_there_is_room_for_are_refused) {
  rules.tickets = 1;
  create(number(1, "0001"));
  commit();
  EXPECT_EQ(said(create(number(2, "0002"))).what, What::busy);
}

TEST_F(MachineTest, deadlines_wait_while_too_much_is_in_flight) {
  rules.steps = 2;
  for (std::int64_t user = 1; user <= 5; ++user) create(number(user, "000" + std::to_string(user)));
  commit();
  pass(600s);
  EXPECT_EQ(steps.size(), 2U);
  EXPECT_FALSE(machine.next_deadline()) << "a timer would only spin";
  commit();
  EXPECT_EQ(machine.pool().size(), 0U);
}

// What the store has of the people, as a start reads it.
std::vector<Restored> stored(const std::vector<model::Ticket>& tickets) {
  std::vector<Restored> all;
  for (const auto& ticket : tickets) {
    all.emplace_back();
    all.back().ticket = ticket;
  }
  return all;
}

TEST_F(MachineTest, after_a_restart_an_offer_has_its_whole_time_and_absence_counts_from_the_start) {
  create(heart(1));
  commit();
  create(heart(2));
  take();
  const auto offered = steps[0];
  commit();
  pass(15s);
  Machine next{rules, random};
  EXPECT_EQ(next.restore(stored({offered.changes[0].after, offered.changes[1].after}), model::TicketId{2},
                         clock.now(), clock.wall()),
            2U);
  EXPECT_EQ(next.next_deadline(), clock.now() + 20s);
  next.confirm(UserId{1}, offered.room, clock.now());
  clock.advance(20s);
  next.tick(clock.now());
  const auto withdrawn = next.take_steps();
  ASSERT_EQ(withdrawn.size(), 1U);
  EXPECT_EQ(withdrawn[0].changes[0].after.state, model::TicketState::waiting);
  EXPECT_EQ(withdrawn[0].changes[1].reason, Reason::no_show);
  next.done(withdrawn[0].id, Outcome::committed, clock.now());
  EXPECT_EQ(next.next_deadline(), clock.now() + 40s) << "one minute without his sockets, 20 s of it gone";
}

TEST_F(MachineTest, after_a_restart_what_is_over_is_closed_a_few_at_a_time) {
  rules.steps = 2;
  std::vector<model::Ticket> tickets(5);
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    tickets[i].id.value = tickets[i].user.value = static_cast<std::int64_t>(i) + 1;
  }
  EXPECT_EQ(machine.restore(stored(tickets), model::TicketId{5}, clock.now(), clock.wall()), 5U);
  take();
  EXPECT_EQ(steps.size(), 2U);
  commit();
  EXPECT_EQ(machine.pool().size(), 0U);
}

TEST_F(MachineTest, after_a_restart_two_tickets_of_one_person_are_one_and_numbers_go_on) {
  std::vector<model::Ticket> tickets(2);
  for (auto& ticket : tickets) ticket.user = UserId{1};
  tickets[0].id = model::TicketId{4};
  tickets[1].id = model::TicketId{3};
  tickets[1].expires_at.us = clock.wall().us + 1'000'000;
  EXPECT_EQ(machine.restore(stored(tickets), model::TicketId{9}, clock.now(), clock.wall()), 1U);
  EXPECT_EQ(machine.standing(UserId{1}, clock.now())->id, model::TicketId{3});
  create(heart(2));
  take();
  EXPECT_EQ(steps[0].changes[0].after.id, model::TicketId{10});
}

TEST_F(MachineTest, after_a_restart_a_wall_clock_that_was_set_makes_no_wait_longer) {
  create(heart(1));
  take();
  const auto ticket = steps[0].changes[0].after;
  Machine next{rules, random};
  clock.jump_wall(-3h);
  next.restore(stored({ticket}), model::TicketId{7}, clock.now(), clock.wall());
  EXPECT_EQ(next.standing(UserId{1}, clock.now())->left, 10min);
  Machine later{rules, random};
  clock.jump_wall(6h);
  later.restore(stored({ticket}), model::TicketId{7}, clock.now(), clock.wall());
  ASSERT_EQ(later.take_steps().size(), 1U) << "it is over at once";
}

}  // namespace
}  // namespace heartlink::match
