// SPDX-License-Identifier: Apache-2.0
// What the oracle asks of every step, and of memory and store after every event.
#include <algorithm>
#include <utility>

#include "match/testing/model_oracle.h"

namespace heartlink::match::testing {
namespace {

using base::SteadyTime;
using model::MatchKind;
using model::TicketState;
using std::chrono::milliseconds;

milliseconds ceil_left(SteadyTime until, SteadyTime now) {
  return std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(until - now));
}

}  // namespace

void Oracle::check_new(const Change& change, SteadyTime now) {
  const auto person = person_of(change.after.user);
  auto& seat = seats_[person];
  if (seat.known) fail("somebody gets a second live ticket");
  if (change.after.id == seat.seen) return;
  if (change.after.id < seat.seen || end_of(change.after.id)) fail("a ticket's number is given twice");
  seat.seen = change.after.id;
  seat.since = now;
  seat.expires = now + rules_.lifetime;
  presence[person].left_at = now;
  if (seat.paused_until > now) fail("who pauses was let in");
  if (change.after.kind != MatchKind::number) return;
  for (auto* each : {&guesses_[person], &network_guesses_[network_of(person)]}) {
    auto& guesses = *each;
    if (!may_guess(guesses, change.after.number, now)) fail("a guess too many was let in");
    std::erase_if(guesses.tried,
                  [&](const auto& tried) { return tried.second + rules_.guess_window <= now; });
    const bool known = std::any_of(guesses.tried.begin(), guesses.tried.end(),
                                   [&](const auto& tried) { return tried.first == change.after.number; });
    if (!known) guesses.tried.emplace_back(change.after.number, now);
  }
}

void Oracle::check_offer(const Step& step, SteadyTime now) {
  if (step.changes.size() != 2) return fail("an offer is for two");
  const auto& a = step.changes[0].after;
  const auto& b = step.changes[1].after;
  const auto one = person_of(a.user);
  const auto other = person_of(b.user);
  if (one == other) return fail("somebody is offered himself");
  if (unheard[one][other] == 0 && store_.is_blocked(one, other)) fail("two are offered across a block");
  if (!suits(a, b, now)) fail("two are offered who do not suit");
  if (!is_live(one, now) || !is_live(other, now)) fail("somebody is offered who is not there");
  if (wants_out(one) || wants_out(other)) fail("somebody is offered who wants out");
  if (is_refused(one, other, now)) fail("two are offered again too soon");
  const bool patient = now < std::max(seats_[one].since, seats_[other].since) + rules_.recent_wait;
  if (a.kind == MatchKind::heart && recents[one][other] > now && patient) {
    fail("two are offered who have just met");
  }
  if (a.room != step.room || b.room != step.room || a.partner != b.user || b.partner != a.user) {
    fail("the tickets and the room of an offer do not agree");
  }
  // Whoever of the two looked for the other must have taken the oldest.
  const auto passed_over = [&](Person seeker, const model::Ticket& chosen) {
    for (Person third = 0; third < people_; ++third) {
      if (third == one || third == other || just_freed_[third] || !is_open(third, now)) continue;
      if (seats_[third].known->id >= chosen.id || seats_[third].rests_until != always) continue;
      if (unheard[seeker][third] != 0 || store_.is_blocked(seeker, third)) continue;
      if (is_refused(seeker, third, now) || recents[seeker][third] > now) continue;
      if (suits(seeker == one ? a : b, *seats_[third].known, now)) return true;
    }
    return false;
  };
  if (passed_over(one, b) && passed_over(other, a)) fail("somebody who waits longer was passed over");
}

void Oracle::check_withdraw(const Step& step, SteadyTime now) {
  bool out = false;
  bool ended = step.changes.size() != 2;
  for (const auto& change : step.changes) {
    const auto person = person_of(change.after.user);
    out = out || wants_out(person);
    ended = ended || seats_[person].ended;
  }
  const auto& seat = seats_[person_of(step.changes[0].after.user)];
  if (!ended) {
    const auto one = person_of(step.changes[0].after.user);
    const auto other = person_of(step.changes[1].after.user);
    if (unheard[one][other] != 0) return;
    ended = store_.is_blocked(one, other);
    if (ended) ++happened_.blocks_while_offered;
  }
  const bool late = seat.confirm_by <= now;
  if (!out && !ended && !late) fail("an offer is withdrawn without a reason");
  for (const auto& change : step.changes) {
    const auto person = person_of(change.after.user);
    auto expected = TicketState::waiting;
    if (wants_out(person)) {
      expected = TicketState::cancelled;
    } else if (!out && !ended && !seats_[person].confirmed) {
      expected = TicketState::dropped;
    }
    if (change.after.state != expected) fail("the wrong one pays for a withdrawn offer");
    const auto& known = *seats_[person].known;
    if (change.after.id != known.id || change.after.since != known.since)
      fail("a survivor's place got worse");
  }
}

void Oracle::check_close(const Change& change, SteadyTime now) {
  const auto person = person_of(change.after.user);
  if (change.after.state == TicketState::cancelled) {
    if (!wants_out(person)) fail("a ticket is cancelled that nobody cancelled");
  } else if (change.after.state == TicketState::expired) {
    if (seats_[person].expires > now) fail("a ticket expires too early");
    for (Person other = 0; other < people_; ++other) {
      if (must_meet(person, other, now)) fail("somebody expires while a compatible one waits");
    }
  } else if (change.after.state == TicketState::dropped) {
    const auto from = absent_from(person);
    if (from == never || from + rules_.absence > now) fail("somebody is dropped who was not away for long");
  } else {
    fail("a ticket is closed as what is no end");
  }
}

const std::string& Oracle::check(const Machine& machine, SteadyTime now) {
  if (!store_.fault.empty()) fail(store_.fault);
  if (!news_due_.empty()) fail("somebody was not told");
  for (const auto& cancel : std::exchange(taken_back_, {})) {
    if (has_older(cancel, false)) fail("a cancel has won, and an older wish still counts");
  }
  check_store();
  for (Person person = 0; person < people_; ++person) {
    check_seat(machine, person, now);
    for (Person other = person + 1; other < people_; ++other) {
      if (must_meet(person, other, now)) fail("two who are compatible both wait");
    }
    auto& seat = seats_[person];
    if (seat.rests_until <= now) seat.rests_until = always;
    just_freed_[person] = false;
  }
  return fault_;
}

void Oracle::check_store() {
  for (Person person = 0; person < people_; ++person) {
    const auto& ticket = store_.live[person];
    if (!ticket || ticket->state != TicketState::offered) continue;
    const auto& other = store_.live[person_of(ticket->partner)];
    if (!other || other->state != TicketState::offered || other->room != ticket->room ||
        other->partner != ticket->user || other->user == ticket->user) {
      fail("half an offer");
    }
    if (store_.find_room(ticket->room) == nullptr) fail("an offer without a room");
  }
  for (const auto& room : store_.rooms) {
    if (!room.active || room.settled) continue;
    const auto& one = store_.live[room.one];
    if (!one || one->state != TicketState::offered || one->room != room.id)
      fail("a room without its tickets");
    if (store_.is_blocked(room.one, room.other)) fail("a room across a block");
  }
}

void Oracle::check_seat(const Machine& machine, Person person, SteadyTime now) {
  const auto& seat = seats_[person];
  const auto standing = machine.standing(user_of(person), now);
  if (standing.has_value() != seat.known.has_value()) return fail("memory and store do not agree who waits");
  if (!seat.known) return;
  const auto& known = *seat.known;
  const bool waiting = known.state == TicketState::waiting;
  if (standing->id != known.id || standing->state != known.state || standing->room != known.room ||
      standing->partner != known.partner) {
    fail("memory and store do not agree on a ticket");
  }
  if (standing->left != ceil_left(waiting ? seat.expires : seat.confirm_by, now))
    fail("a wrong time is left");
  if (seat.busy || seat.rests_until > now) return;
  if (wants_out(person)) fail("somebody wants out and nothing happens");
  if (waiting) {
    const auto from = absent_from(person);
    if (seat.expires <= now) fail("a ticket outlives its time");
    if (from != never && from + rules_.absence <= now) fail("a ticket outlives its owner's absence");
    return;
  }
  const auto other = person_of(known.partner);
  if (seat.ended) fail("an offer outlives its room");
  if (seat.confirmed && seats_[other].confirmed) fail("both came and nothing happens");
  if (seat.confirm_by <= now) fail("an offer outlives its time");
  if (unheard[person][other] == 0 && store_.is_blocked(person, other)) fail("an offer outlives a block");
}

const std::string& Oracle::check_end() {
  if (!open_asks_.empty()) fail("somebody was never answered");
  return fault_;
}

}  // namespace heartlink::match::testing
