// SPDX-License-Identifier: Apache-2.0
// How the machine is fed and what becomes of its steps.
#include "match/testing/matchmaker_hands.h"

namespace heartlink::match {
namespace {

using base::Code;
using model::MatchKind;
using model::TicketState;
using model::UserId;
using std::chrono::milliseconds;
using store::MatchStep;
using testing::ann;
using testing::bo;

class MatchmakerTest : public testing::MatchmakerHands {};

TEST_F(MatchmakerTest, somebody_is_watched_before_it_is_read_whom_he_should_not_meet) {
  load();
  EXPECT_EQ(what(create(ann)), Answer::What::waiting);
  EXPECT_EQ(readings_, 1);
  EXPECT_TRUE(watched_while_read_);
}

// Neither is known to the machine yet, and what is read does not have the block.
TEST_F(MatchmakerTest, a_block_that_comes_while_the_company_is_read_holds) {
  load();
  while_reading_ = [this] {
    if (readings_ == 2) matchmaker_->deliver(block(ann, bo));
  };
  const int first = create(ann);
  const int second = create(bo);
  EXPECT_EQ(what(first), Answer::What::waiting);
  EXPECT_EQ(what(second), Answer::What::waiting);
  EXPECT_EQ(what(create(UserId{3})), Answer::What::matched);
}

TEST_F(MatchmakerTest, what_is_read_holds_as_well) {
  load();
  create(ann);
  home_.run_ready();
  store_.companies.answer->walls = {{ann, false, true}};
  EXPECT_EQ(what(create(bo)), Answer::What::waiting);
  store_.companies.answer->walls.clear();
  store_.companies.answer->met = {{ann, clock_.wall()}, {bo, {clock_.wall().us - 86'500'000'000}}};
  EXPECT_EQ(what(create(UserId{3})), Answer::What::matched);
  EXPECT_EQ(state(bo), "offered") << "with whom a day ago";
}

TEST_F(MatchmakerTest, cancelling_an_order_that_is_still_being_read_cancels_it) {
  load();
  const int asked = create(ann);
  const int cancelled = cancel(ann);
  EXPECT_EQ(what(cancelled), Answer::What::cancelled);
  EXPECT_EQ(what(asked), Answer::What::waiting) << "as it did for a moment";
  EXPECT_EQ(state(ann), "");

  store_.companies.answer = base::fail(Code::busy);
  create(ann);
  EXPECT_EQ(what(cancel(ann)), Answer::What::nothing) << "there never was one";
}

TEST_F(MatchmakerTest, who_cannot_be_read_about_is_refused_and_not_watched) {
  load();
  store_.companies.answer = base::fail(Code::busy);
  EXPECT_EQ(what(create(ann)), std::nullopt);
  EXPECT_FALSE(registry_.is_watched(ann));
  EXPECT_TRUE(steps_.empty());
}

TEST_F(MatchmakerTest, a_room_that_one_of_the_two_ends_is_left_by_him) {
  const auto room = offer();
  deliver(end_of(room, bo));
  EXPECT_EQ(state(ann), "waiting");
  EXPECT_EQ(state(bo), "");
  const auto& step = steps_.back();
  EXPECT_EQ(step.what, MatchStep::What::withdraw);
  EXPECT_EQ(step.changes[0].reason, model::TicketReason::partner_gone);
  EXPECT_EQ(step.changes[1].after.state, TicketState::cancelled);
}

TEST_F(MatchmakerTest, a_room_that_somebody_else_ends_is_nobodys_fault) {
  const auto room = offer("0042");
  deliver(end_of({"another"}, UserId{}));
  EXPECT_EQ(state(ann) + state(bo), "offeredoffered");
  store_.committed.answer = base::fail(Code::busy);  // so that they are not offered to each other again
  deliver(end_of(room, UserId{9}));
  EXPECT_EQ(steps_.back().what, MatchStep::What::withdraw);
  for (const auto& change : steps_.back().changes) EXPECT_EQ(change.after.state, TicketState::waiting);
}

// It ends their room in his name, in the same commit.
TEST_F(MatchmakerTest, a_block_between_two_who_are_offered_puts_both_back) {
  const auto room = offer();
  auto parcel = block(bo, ann);
  parcel.entries = end_of(room, bo).entries;
  deliver(parcel);
  EXPECT_EQ(state(ann) + state(bo), "waitingwaiting");
}

TEST_F(MatchmakerTest, who_has_no_ticket_any_more_is_not_watched) {
  load();
  create(ann);
  home_.run_ready();
  EXPECT_TRUE(registry_.is_watched(ann));
  EXPECT_EQ(what(cancel(ann, MatchKind::number)), Answer::What::nothing) << "the other kind";
  EXPECT_TRUE(registry_.is_watched(ann));
  EXPECT_EQ(what(cancel(ann)), Answer::What::cancelled);
  EXPECT_FALSE(registry_.is_watched(ann));

  const auto room = offer();
  registry_.enter(room, ann, "ann");
  registry_.enter(room, bo, "bo");
  home_.run_ready();
  EXPECT_EQ(steps_.back().what, MatchStep::What::settle);
  EXPECT_FALSE(registry_.is_watched(ann) || registry_.is_watched(bo));
}

TEST_F(MatchmakerTest, who_is_refused_is_not_watched) {
  rules_.guesses = 1;
  make();
  load();
  create(ann, "0001");
  EXPECT_EQ(what(cancel(ann, MatchKind::number)), Answer::What::cancelled);
  EXPECT_EQ(what(create(ann, "0002")), Answer::What::limited);
  EXPECT_FALSE(registry_.is_watched(ann));
}

TEST_F(MatchmakerTest, a_step_that_failed_is_tried_again_and_answered_once_it_is_done) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.answer = base::fail(Code::busy);
  const int asked = cancel(ann);
  EXPECT_EQ(what(asked), std::nullopt);
  EXPECT_EQ(steps_.size(), 2U);
  pass(rules_.first_rest - milliseconds{1});
  EXPECT_EQ(steps_.size(), 2U) << "not at once";
  pass(milliseconds{1});
  EXPECT_EQ(steps_.size(), 3U);
  store_.committed.answer = true;
  pass(2 * rules_.first_rest);
  EXPECT_EQ(what(asked), Answer::What::cancelled);
  EXPECT_EQ(steps_.size(), 4U);
  EXPECT_EQ(state(ann), "");
}

TEST_F(MatchmakerTest, what_the_store_never_took_is_told_and_forgotten) {
  load();
  store_.committed.answer = base::fail(Code::storage_full);
  EXPECT_EQ(what(create(ann)), Answer::What::unavailable);
  EXPECT_EQ(state(ann), "");
  EXPECT_FALSE(registry_.is_watched(ann));
}

TEST_F(MatchmakerTest, an_outage_at_an_offer_leaves_the_one_who_waits_where_he_was) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.answer = base::fail(Code::busy);
  EXPECT_EQ(what(create(bo)), Answer::What::unavailable);
  EXPECT_EQ(state(ann) + state(bo), "waiting");
  store_.committed.answer = true;
  pass(rules_.first_rest);
  EXPECT_EQ(what(create(bo)), Answer::What::matched);
}

// The room of a pair that the store refused is not offered in memory either.
TEST_F(MatchmakerTest, two_whom_the_store_keeps_apart_both_wait) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.before_answer = [this] {
    steps_.push_back(*store_.committed.asked);
    const bool offers = steps_.back().what == MatchStep::What::offer;
    store_.committed.answer = offers ? base::Result<bool>{base::fail(Code::ticket_moved)} : true;
  };
  EXPECT_EQ(what(create(bo)), Answer::What::waiting);
  EXPECT_EQ(state(ann) + state(bo), "waitingwaiting");
  EXPECT_EQ(place(ann)->waiting, 2U);
}

TEST_F(MatchmakerTest, both_have_aliases_in_a_heart_link_room) {
  offer();
  const auto& step = steps_.back();
  ASSERT_EQ(step.what, MatchStep::What::offer);
  EXPECT_FALSE(step.alias1.empty() || step.alias2.empty());
  EXPECT_NE(step.alias1, step.alias2);
  EXPECT_EQ(step.confirm_by.us, clock_.wall().us + 20'000'000);
}

TEST_F(MatchmakerTest, nobody_has_an_alias_who_typed_a_number_or_where_there_are_none) {
  offer("0042");
  EXPECT_EQ(steps_.back().alias1 + steps_.back().alias2, "");
  make(false);
  store_.lived.answer = store::LiveTickets{};
  offer();
  EXPECT_EQ(steps_.back().alias1 + steps_.back().alias2, "");
}

TEST_F(MatchmakerTest, an_old_page_that_reads_the_messages_has_come) {
  const auto room = offer();
  matchmaker_->read_room(ann, {"another"});
  matchmaker_->read_room(bo, room);
  home_.run_ready();
  EXPECT_EQ(steps_.back().what, MatchStep::What::offer);
  matchmaker_->read_room(ann, room);
  home_.run_ready();
  EXPECT_EQ(steps_.back().what, MatchStep::What::settle);
}

// His socket was in the room before the offer's commit was heard of: the event came with it.
TEST_F(MatchmakerTest, who_is_in_the_room_when_the_offer_is_heard_of_has_come) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.before_answer = [this] {
    steps_.push_back(*store_.committed.asked);
    if (steps_.back().what == MatchStep::What::offer) registry_.enter(steps_.back().room, ann, "ann");
  };
  create(bo);
  home_.run_ready();
  matchmaker_->read_room(bo, steps_.back().room);
  home_.run_ready();
  EXPECT_EQ(steps_.back().what, MatchStep::What::settle);
}

TEST_F(MatchmakerTest, whose_sign_ins_all_end_waits_no_more) {
  load();
  create(ann);
  home_.run_ready();
  model::Parcel parcel;
  auto& one = parcel.revocations.emplace_back();
  one.user = ann;
  one.only = "the hash of a phone";
  deliver(parcel);
  EXPECT_EQ(state(ann), "waiting") << "one of his devices";
  parcel.revocations[0].only.clear();
  parcel.revocations[0].except = "the hash of this laptop";
  deliver(parcel);
  EXPECT_EQ(state(ann), "waiting") << "all others";
  parcel.revocations[0].except.clear();
  deliver(parcel);
  EXPECT_EQ(state(ann), "");
  EXPECT_FALSE(registry_.is_watched(ann));
}

TEST_F(MatchmakerTest, how_many_wait_are_those_of_heart_link_who_are_not_offered) {
  load();
  create(ann, "0042");
  create(UserId{5});
  home_.run_ready();
  EXPECT_EQ(place(ann)->waiting, 1U);
  create(UserId{6});
  home_.run_ready();
  EXPECT_EQ(place(ann)->waiting, 0U);
  create(bo, "0042");
  home_.run_ready();
  EXPECT_EQ(place(ann)->waiting, 0U) << "an offer of the other kind is not taken off";
}

TEST_F(MatchmakerTest, who_is_shut_out_while_his_order_is_read_does_not_wait) {
  load();
  while_reading_ = [this] {
    model::Parcel parcel;
    parcel.revocations.emplace_back().user = ann;
    matchmaker_->deliver(parcel);
  };
  create(ann);
  home_.run_ready();
  EXPECT_EQ(state(ann), "");
  EXPECT_FALSE(registry_.is_watched(ann));
}

}  // namespace
}  // namespace heartlink::match
