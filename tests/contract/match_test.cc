// SPDX-License-Identifier: Apache-2.0
// One step of matching is one transaction: tickets, room and what people are told change together or not at
// all.
#include "tests/contract/rooms_fixture.h"

namespace heartlink::contract {
namespace {

using base::Code;
using model::MatchKind;
using model::TicketReason;
using model::TicketState;
using store::MatchStep;
using What = store::MatchStep::What;

class Matching : public RoomsContract {
 protected:
  model::Ticket ticket(const model::User& user, std::int64_t id, MatchKind kind = MatchKind::heart) {
    model::Ticket ticket;
    ticket.id = {id};
    ticket.kind = kind;
    ticket.user = user.id;
    ticket.number = kind == MatchKind::number ? "0042" : "";
    ticket.since = clock.wall();
    ticket.expires_at = {clock.wall().us + 600'000'000};
    return ticket;
  }
  static store::TicketChange change(model::Ticket after, TicketState before, TicketReason reason) {
    store::TicketChange change;
    change.before = before;
    change.after = std::move(after);
    change.reason = reason;
    return change;
  }

  base::Result<bool> commit(const MatchStep& step) {
    return executor.ask<bool>([&](auto done) { opened->matches().commit(step, done); });
  }
  base::Result<bool> enqueue(const model::Ticket& one) {
    MatchStep step;
    step.changes.emplace_back().is_new = true;
    step.changes[0].after = one;
    return commit(step);
  }
  // Alice's stored ticket and Bob's new one, in one room.
  MatchStep offer(const model::Ticket& older, const model::Ticket& newer, const std::string& room) {
    MatchStep step;
    step.what = What::offer;
    step.room = {room};
    step.confirm_by = {clock.wall().us + 20'000'000};
    for (auto one : {older, newer}) {
      one.state = TicketState::offered;
      one.room = step.room;
      one.partner = one.user == older.user ? newer.user : older.user;
      one.offered_at = clock.wall();
      step.changes.push_back(change(one, TicketState::waiting, TicketReason::none));
    }
    step.changes[1].is_new = true;
    return step;
  }
  MatchStep settled(const MatchStep& offered) {
    MatchStep step = offered;
    step.what = What::settle;
    for (auto& one : step.changes) {
      one.is_new = false;
      one.before = TicketState::offered;
      one.after.state = TicketState::matched;
    }
    return step;
  }
  // The first did not come; the second waits again.
  MatchStep withdrawn(const MatchStep& offered) {
    MatchStep step = settled(offered);
    step.what = What::withdraw;
    step.changes[0].after.state = TicketState::dropped;
    step.changes[0].reason = TicketReason::no_show;
    step.changes[1].after.state = TicketState::waiting;
    step.changes[1].after.room = {};
    step.changes[1].after.partner = {};
    step.changes[1].reason = TicketReason::partner_gone;
    return step;
  }
  std::string live() {
    std::string text;
    const auto tickets =
        executor.ask<store::LiveTickets>([&](auto done) { opened->matches().live(base::WallTime{0}, done); });
    for (const auto& one : tickets.value().tickets) {
      text +=
          (text.empty() ? "" : ", ") + names[one.ticket.user] + ' ' + std::string{word_of(one.ticket.state)};
    }
    return text;
  }
  store::EventPage events(const model::User& user, std::int64_t after = 0) {
    return executor
        .ask<store::EventPage>(
            [&](auto done) { opened->events().events_after(user.id, model::EventId{after}, done); })
        .value();
  }
  store::Company company(const model::User& user, base::WallTime since = {}) {
    return executor.ask<store::Company>([&](auto done) { opened->matches().company(user.id, since, done); })
        .value();
  }
  base::Result<store::RoomView> room(const std::string& id) {
    return executor.ask<store::RoomView>(
        [&](auto done) { opened->rooms().find(model::RoomId{id}, alice.id, done); });
  }
};
INSTANTIATE_TEST_SUITE_P(EveryDriver, Matching, ::testing::ValuesIn(all_drivers()), driver_name);

TEST_P(Matching, a_ticket_survives_a_restart_with_all_that_was_said) {
  auto one = ticket(alice, 7);
  one.about.language = "zh";
  one.about.tags = {"猫", "tea"};
  one.about.age_band = 3;
  one.wanted.language = "en";
  one.wanted.tags = {"dogs"};
  one.wanted.age_bands = 5;
  one.wanted.hard = true;
  ASSERT_TRUE(enqueue(one));
  reopen();
  const auto found =
      executor.ask<store::LiveTickets>([&](auto done) { opened->matches().live(base::WallTime{0}, done); });
  ASSERT_EQ(found->tickets.size(), 1U);
  const auto& stored = found->tickets[0].ticket;
  EXPECT_EQ(found->newest, model::TicketId{7});
  EXPECT_EQ(stored.user, alice.id);
  EXPECT_EQ(stored.about.language, "zh");
  EXPECT_EQ(stored.about.tags, one.about.tags);
  EXPECT_EQ(stored.about.age_band, 3);
  EXPECT_EQ(stored.wanted.language, "en");
  EXPECT_EQ(stored.wanted.tags, one.wanted.tags);
  EXPECT_EQ(stored.wanted.age_bands, 5);
  EXPECT_TRUE(stored.wanted.hard);
  EXPECT_EQ(stored.since, one.since);
  EXPECT_EQ(stored.expires_at, one.expires_at);
}

TEST_P(Matching, nobody_has_two_live_tickets) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  EXPECT_EQ(enqueue(ticket(alice, 2, MatchKind::number)).error().code, Code::ticket_moved);
  EXPECT_EQ(live(), "alice waiting");
}

TEST_P(Matching, an_offer_makes_the_room_and_tells_both) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  auto step = offer(ticket(alice, 1), ticket(bob, 2), "heart-1");
  step.alias1 = "moon";
  step.alias2 = "fir";
  ASSERT_TRUE(commit(step));
  EXPECT_EQ(live(), "alice offered, bob offered");
  const auto made = room("heart-1");
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->may_enter);
  EXPECT_EQ(made->room.made_by, model::MadeBy::heart);
  EXPECT_TRUE(made->room.is_masked());
  const auto told = events(alice);
  ASSERT_EQ(told.events.size(), 1U);
  EXPECT_EQ(told.head, model::EventId{1});
  EXPECT_NE(told.events[0].body.find("\"partner\":\"fir\""), std::string::npos) << told.events[0].body;
  EXPECT_NE(events(bob).events[0].body.find("\"partner\":\"moon\""), std::string::npos);
}

TEST_P(Matching, an_offer_that_comes_too_late_leaves_no_trace) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  auto gone = ticket(alice, 1);
  gone.state = TicketState::cancelled;
  MatchStep cancel;
  cancel.what = What::close;
  cancel.changes.push_back(change(gone, TicketState::waiting, TicketReason::cancelled));
  ASSERT_TRUE(commit(cancel));
  EXPECT_EQ(commit(offer(ticket(alice, 1), ticket(bob, 2), "heart-1")).error().code, Code::ticket_moved);
  EXPECT_EQ(room("heart-1").error().code, Code::room_not_found);
  EXPECT_EQ(live(), "");
  EXPECT_EQ(events(bob).head, model::EventId{0});
}

TEST_P(Matching, the_store_brings_nobody_together_across_a_wall) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  ASSERT_TRUE(block(bob, alice));
  EXPECT_EQ(commit(offer(ticket(alice, 1), ticket(bob, 2), "heart-1")).error().code, Code::ticket_moved);
  EXPECT_EQ(live(), "alice waiting");
  disable(carol);
  EXPECT_EQ(commit(offer(ticket(alice, 1), ticket(carol, 3), "heart-2")).error().code, Code::ticket_moved);
}

TEST_P(Matching, a_pair_settles_only_in_a_room_that_is_open) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  const auto one = offer(ticket(alice, 1), ticket(bob, 2), "heart-1");
  ASSERT_TRUE(commit(one));
  ASSERT_TRUE(end_room({"heart-1"}, "left", alice));
  EXPECT_EQ(commit(settled(one)).error().code, Code::ticket_moved);
  EXPECT_EQ(live(), "alice offered, bob offered");
}

TEST_P(Matching, who_was_matched_is_recent_company) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  const auto one = offer(ticket(alice, 1), ticket(bob, 2), "heart-1");
  ASSERT_TRUE(commit(one));
  EXPECT_TRUE(company(alice).met.empty());
  ASSERT_TRUE(commit(settled(one)));
  EXPECT_EQ(live(), "");
  ASSERT_EQ(company(alice).met.size(), 1U);
  EXPECT_EQ(company(alice).met[0].user, bob.id);
  EXPECT_TRUE(company(alice, base::WallTime{clock.wall().us + 1}).met.empty());
  const auto again =
      executor.ask<store::Meeting>([&](auto done) { opened->matches().reunion(bob.id, done); });
  ASSERT_TRUE(again->room);
  EXPECT_EQ(again->room->id.value, "heart-1");
  EXPECT_EQ(again->partner->id, alice.id);
}

TEST_P(Matching, a_withdrawn_room_ends_and_the_survivor_is_told_until_when_he_waits) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  const auto one = offer(ticket(alice, 1), ticket(bob, 2), "heart-1");
  ASSERT_TRUE(commit(one));
  ASSERT_TRUE(commit(withdrawn(one)));
  EXPECT_EQ(live(), "bob waiting");
  EXPECT_EQ(room("heart-1")->room.status, model::RoomStatus::ended);
  EXPECT_EQ(log_of({"heart-1"}, bob).back().content, "no_show");
  const auto told = events(bob, 1);
  ASSERT_EQ(told.events.size(), 1U);
  EXPECT_EQ(told.events[0].useq, model::EventId{2});
  EXPECT_NE(told.events[0].body.find("\"back_in_pool\":true"), std::string::npos);
  EXPECT_NE(events(alice, 1).events[0].body.find("\"reason\":\"no_show\""), std::string::npos);
}

TEST_P(Matching, a_room_that_has_ended_is_withdrawn_all_the_same) {
  ASSERT_TRUE(enqueue(ticket(alice, 1)));
  const auto one = offer(ticket(alice, 1), ticket(bob, 2), "heart-1");
  ASSERT_TRUE(commit(one));
  ASSERT_TRUE(end_room({"heart-1"}, "left", alice));
  ASSERT_TRUE(commit(withdrawn(one)));
  EXPECT_EQ(log_of({"heart-1"}, bob).size(), 1U);
}

TEST_P(Matching, news_of_a_person_are_numbered_kept_for_a_while_and_the_count_goes_on) {
  config.limits.user_events = 3;
  reopen();
  auto one = ticket(alice, 1);
  for (std::int64_t id = 1; id <= 5; ++id) {
    one.id = {id};
    one.state = TicketState::waiting;
    ASSERT_TRUE(enqueue(one));
    one.state = TicketState::expired;
    MatchStep step;
    step.what = What::close;
    step.changes.push_back(change(one, TicketState::waiting, TicketReason::expired));
    ASSERT_TRUE(commit(step));
  }
  EXPECT_EQ(events(alice).events.size(), 3U);
  EXPECT_TRUE(events(alice).gap);
  EXPECT_TRUE(events(alice, 9).gap) << "from a store that has been restored since";
  EXPECT_FALSE(events(alice, 2).gap);
  EXPECT_EQ(events(alice, 4).events.at(0).body, R"({"type":"ticket_expired","kind":"heart"})");
  clock.advance(std::chrono::hours{24 * 8});
  EXPECT_TRUE(events(alice, 4).gap) << "a week is enough";
  one.id = {6};
  one.state = TicketState::waiting;
  ASSERT_TRUE(enqueue(one));
  one.state = TicketState::dropped;
  MatchStep step;
  step.what = What::close;
  step.changes.push_back(change(one, TicketState::waiting, TicketReason::absent));
  ASSERT_TRUE(commit(step));
  EXPECT_EQ(events(alice, 5).events.at(0).useq, model::EventId{6});
}

TEST_P(Matching, closing_the_ticket_of_who_is_gone_is_nothing_to_do_any_more) {
  auto one = ticket(alice, 1);
  one.state = TicketState::expired;
  MatchStep step;
  step.what = What::close;
  step.changes.push_back(change(one, TicketState::waiting, TicketReason::cancelled));
  one.state = TicketState::cancelled;
  step.changes[0].after = one;
  EXPECT_TRUE(commit(step));
}

}  // namespace
}  // namespace heartlink::contract
