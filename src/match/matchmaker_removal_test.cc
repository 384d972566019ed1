// SPDX-License-Identifier: Apache-2.0
// What operators do to those who wait: a ticket is removed, somebody is muted.
#include "match/testing/matchmaker_hands.h"

namespace heartlink::match {
namespace {

using base::Code;
using model::TicketReason;
using model::TicketState;
using store::MatchStep;
using testing::ann;
using testing::bo;
using testing::MatchKind;
using testing::milliseconds;
using testing::UserId;

class MatchmakerRemovalTest : public testing::MatchmakerHands {
 protected:
  // The answer to the removal by its number, once there is one: "removed" or a code's name.
  int remove(std::int64_t ticket, const std::string& by = "sue") {
    model::Act act;
    act.by = by;
    const int number = ++removals_;
    matchmaker_->remove(
        model::TicketId{ticket}, act,
        {&home_, [this, number](const base::Result<bool>& done) { ended_.emplace(number, done); }});
    home_.run_ready();
    return number;
  }
  std::optional<Code> code(int number) {
    home_.run_ready();
    const auto found = ended_.find(number);
    if (found == ended_.end() || !found->second.has_error()) return std::nullopt;
    return found->second.error().code;
  }
  bool is_removed(int number) {
    home_.run_ready();
    const auto found = ended_.find(number);
    return found != ended_.end() && found->second.has_value();
  }
  model::Parcel mute(UserId user) {
    model::Parcel parcel;
    parcel.mutes.push_back({user, {clock_.wall().us + 60'000'000}});
    return parcel;
  }
  std::int64_t ticket_of(UserId user) { return place(user)->standing->id.value; }

 private:
  int removals_ = 0;
  std::map<int, base::Result<bool>> ended_;
};

TEST_F(MatchmakerRemovalTest, a_ticket_that_waits_is_dropped_with_the_act_in_the_same_step) {
  load();
  create(ann);
  home_.run_ready();
  const int removed = remove(ticket_of(ann));
  EXPECT_TRUE(is_removed(removed));
  const auto& step = steps_.back();
  EXPECT_EQ(step.what, MatchStep::What::close);
  EXPECT_EQ(step.changes.at(0).after.state, TicketState::dropped);
  EXPECT_EQ(step.changes.at(0).reason, TicketReason::removed);
  ASSERT_EQ(step.changes.at(0).acts.size(), 1U);
  EXPECT_EQ(step.changes.at(0).acts[0].by, "sue");
  EXPECT_EQ(state(ann), "");
  EXPECT_FALSE(registry_.is_watched(ann));
  EXPECT_EQ(code(remove(1)), Code::ticket_not_found);
  EXPECT_EQ(what(create(ann)), Answer::What::waiting) << "he may come again";
}

TEST_F(MatchmakerRemovalTest, of_an_offered_ticket_the_other_waits_again) {
  offer();
  const auto removed = remove(ticket_of(bo));
  EXPECT_TRUE(is_removed(removed));
  const auto& step = steps_.back();
  EXPECT_EQ(step.what, MatchStep::What::withdraw);
  EXPECT_EQ(step.changes[0].reason, TicketReason::partner_gone);
  EXPECT_EQ(step.changes[1].after.state, TicketState::dropped);
  EXPECT_EQ(step.changes[1].reason, TicketReason::removed);
  EXPECT_TRUE(step.changes[0].acts.empty());
  EXPECT_EQ(state(ann) + state(bo), "waiting");
}

TEST_F(MatchmakerRemovalTest, a_removal_that_the_store_did_not_take_is_tried_again) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.answer = base::fail(Code::busy);
  const int removed = remove(ticket_of(ann));
  EXPECT_FALSE(is_removed(removed));
  EXPECT_EQ(state(ann), "waiting");
  create(bo);
  home_.run_ready();
  EXPECT_EQ(state(ann), "waiting") << "nobody is offered whom an operator removes";
  store_.committed.answer = true;
  pass(rules_.first_rest);
  EXPECT_TRUE(is_removed(removed));
  EXPECT_EQ(steps_.back().changes.at(0).acts.size(), 1U) << "the act goes with the step that was done";
}

// Both are on their way when the store answers: the act was with neither.
TEST_F(MatchmakerRemovalTest, a_removal_that_came_behind_another_end_is_told_so) {
  load();
  create(ann);
  home_.run_ready();
  const auto ticket = ticket_of(ann);
  matchmaker_->cancel(ann, MatchKind::heart, hears(99));
  matchmaker_->remove(model::TicketId{ticket}, {}, {&home_, [](const base::Result<bool>& done) {
                                                      EXPECT_TRUE(done.has_error());
                                                      EXPECT_EQ(done.error().code, Code::ticket_not_found);
                                                    }});
  home_.run_ready();
  EXPECT_EQ(steps_.back().changes.at(0).after.state, TicketState::cancelled);
  EXPECT_EQ(state(ann), "");
}

TEST_F(MatchmakerRemovalTest, two_operators_are_both_noted) {
  load();
  create(ann);
  home_.run_ready();
  store_.committed.answer = base::fail(Code::busy);
  const auto ticket = ticket_of(ann);
  const int first = remove(ticket, "sue");
  const int second = remove(ticket, "tom");
  store_.committed.answer = true;
  pass(rules_.first_rest);
  EXPECT_TRUE(is_removed(first) && is_removed(second));
  EXPECT_EQ(steps_.back().changes.at(0).acts.size(), 2U);
}

TEST_F(MatchmakerRemovalTest, who_is_muted_waits_no_more_and_is_refused_until_it_is_over) {
  load();
  create(ann);
  home_.run_ready();
  deliver(mute(ann));
  EXPECT_EQ(steps_.back().changes.at(0).reason, TicketReason::removed);
  EXPECT_TRUE(steps_.back().changes.at(0).acts.empty()) << "the mute has an act of its own";
  EXPECT_EQ(state(ann), "");

  store_.companies.answer->muted_until = {clock_.wall().us + 1'500'500};
  const int refused = create(ann);
  EXPECT_EQ(what(refused), Answer::What::paused);
  EXPECT_EQ(retry(refused), milliseconds{1'501});
  EXPECT_FALSE(registry_.is_watched(ann));
  pass(milliseconds{1'501});
  EXPECT_EQ(what(create(ann)), Answer::What::waiting);
}

TEST_F(MatchmakerRemovalTest, a_mute_that_comes_while_somebody_is_read_about_counts) {
  load();
  while_reading_ = [this] { matchmaker_->deliver(mute(ann)); };
  create(ann);
  home_.run_ready();
  EXPECT_EQ(state(ann), "");
  EXPECT_EQ(steps_.back().changes.at(0).reason, TicketReason::removed);
}

TEST_F(MatchmakerRemovalTest, the_end_of_a_mute_removes_nobody) {
  load();
  create(ann);
  home_.run_ready();
  model::Parcel parcel;
  parcel.mutes.push_back({ann, {}});
  deliver(parcel);
  EXPECT_EQ(state(ann), "waiting");
}

TEST_F(MatchmakerRemovalTest, who_was_muted_while_the_server_was_down_waits_no_more) {
  auto& live = store_.lived.answer->tickets.emplace_back();
  live.ticket.id = {1};
  live.ticket.user = ann;
  live.ticket.since = clock_.wall();
  live.ticket.expires_at = {clock_.wall().us + 600'000'000};
  live.company.muted_until = {clock_.wall().us + 60'000'000};
  store_.lived.answer->newest = {1};
  load();
  EXPECT_EQ(state(ann), "");
  EXPECT_EQ(steps_.back().changes.at(0).reason, TicketReason::removed);
}

}  // namespace
}  // namespace heartlink::match
