// SPDX-License-Identifier: Apache-2.0
// After a start: what the store has is read before anything is answered.
#include "match/testing/matchmaker_hands.h"

namespace heartlink::match {
namespace {

using base::Code;
using store::MatchStep;
using testing::ann;
using testing::bo;

class MatchmakerStartTest : public testing::MatchmakerHands {
 protected:
  int readings_of_tickets_ = 0;
};

TEST_F(MatchmakerStartTest, an_order_before_the_tickets_are_loaded_waits_for_them) {
  store_.lived.answer = base::fail(Code::busy);
  const int asked = create(ann);
  EXPECT_EQ(what(asked), std::nullopt);
  EXPECT_EQ(place(bo).has_value(), false);
  EXPECT_EQ(readings_, 0);
  store_.lived.answer = store::LiveTickets{};
  store_.lived.answer->newest = {41};
  load();
  EXPECT_EQ(what(asked), Answer::What::waiting);
  EXPECT_EQ(place(ann)->standing->id.value, 42) << "no id is given twice";
}

TEST_F(MatchmakerStartTest, a_question_does_not_wait_for_the_next_second) {
  EXPECT_EQ(what(create(ann)), Answer::What::waiting) << "nobody has called tick";
}

TEST_F(MatchmakerStartTest, so_many_may_wait_for_a_slow_store_and_no_more) {
  rules_.tickets = 1;
  store_.lived.answer = base::fail(Code::busy);
  const int first = create(ann);
  std::optional<base::Error> refused;
  matchmaker_->cancel(bo, model::MatchKind::heart, {&home_, [&refused](const base::Result<Answer>& answer) {
                                                      if (answer.has_error()) refused = answer.error();
                                                    }});
  EXPECT_EQ(what(first), std::nullopt);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, Code::busy);
  EXPECT_GT(refused->retry.count(), 0);
}

TEST_F(MatchmakerStartTest, what_the_store_has_is_known_after_a_start) {
  the_store_has_an_offer({"r"});
  load();
  EXPECT_EQ(state(ann), "offered");
  EXPECT_TRUE(registry_.is_watched(bo));
  registry_.enter({"r"}, ann, "ann");
  registry_.enter({"r"}, bo, "bo");
  home_.run_ready();
  ASSERT_EQ(steps_.size(), 1U);
  EXPECT_EQ(steps_[0].what, MatchStep::What::settle);
}

// His socket comes back at once, and what the store has is read a moment later.
TEST_F(MatchmakerStartTest, who_is_back_in_his_room_before_the_tickets_are_loaded_has_come) {
  the_store_has_an_offer({"r"});
  registry_.enter({"r"}, ann, "ann");
  home_.run_ready();
  load();
  registry_.enter({"r"}, bo, "bo");
  home_.run_ready();
  ASSERT_EQ(steps_.size(), 1U);
  EXPECT_EQ(steps_[0].what, MatchStep::What::settle);
}

// Committed behind the reading: it is in no ticket that was read.
TEST_F(MatchmakerStartTest, a_room_that_ends_while_the_tickets_are_read_has_ended) {
  the_store_has_an_offer({"r"});
  store_.lived.before_answer = [this] { matchmaker_->deliver(end_of({"r"}, bo)); };
  load();
  EXPECT_EQ(state(ann), "waiting");
  EXPECT_EQ(state(bo), "") << "he has left";
}

// Whatever is heard between two tries is heard in its order: the last word holds.
TEST_F(MatchmakerStartTest, a_block_that_is_taken_back_before_the_tickets_could_be_read_holds_nobody_apart) {
  store_.lived.answer = base::fail(Code::busy);
  store_.lived.before_answer = [this] {
    if (readings_of_tickets_++ == 0) matchmaker_->deliver(block(ann, bo));
  };
  load();
  auto unblock = block(ann, bo);
  unblock.blocks[0].blocks = false;
  deliver(unblock);
  store_.lived.answer = store::LiveTickets{};
  auto& ticket = store_.lived.answer->tickets.emplace_back().ticket;
  ticket.id = {1};
  ticket.user = bo;
  ticket.since = clock_.wall();
  ticket.expires_at = {clock_.wall().us + 600'000'000};
  registry_.touch(bo, clock_);
  load();
  EXPECT_EQ(what(create(ann)), Answer::What::matched);
}

}  // namespace
}  // namespace heartlink::match
