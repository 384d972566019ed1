// SPDX-License-Identifier: Apache-2.0
// What comes next for a ticket, from its facts alone. At most one step, or a deadline at which to look again.
#include <algorithm>
#include <string>
#include <utility>

#include "base/crypto.h"
#include "match/machine.h"

namespace heartlink::match {
namespace {

using base::SteadyTime;
using model::TicketState;

// What the one of an offered pair becomes when the room is withdrawn. `late`: nothing but the time decided.
Change withdrawn(const Waiter& waiter, bool late, SteadyTime now) {
  Change change;
  change.before = TicketState::offered;
  change.after = waiter.ticket;
  if (waiter.removal_wanted) {
    change.after.state = TicketState::dropped;
    change.reason = Reason::removed;
  } else if (waiter.wants_out()) {
    change.after.state = TicketState::cancelled;
    change.reason = Reason::cancelled;
  } else if (late && !waiter.offer.confirmed) {
    change.after.state = TicketState::dropped;
    change.reason = Reason::no_show;
  } else {
    change.after.state = TicketState::waiting;
    change.after.room = {};
    change.after.partner = {};
    const auto offered = std::chrono::duration_cast<std::chrono::microseconds>(now - waiter.offer.since);
    change.after.expires_at.us += offered.count();
    change.reason = Reason::partner_gone;
  }
  return change;
}

Change offered(const Waiter& waiter, const Waiter& other, const model::RoomId& room, SteadyTime now) {
  Change change;
  change.is_new = !waiter.stored;
  change.after = waiter.ticket;
  change.after.state = TicketState::offered;
  change.after.room = room;
  change.after.partner = other.ticket.user;
  // In the ticket's own count of wall time, so that a clock that was set since then shortens nobody's wait.
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(waiter.expires - now);
  change.after.offered_at.us = waiter.ticket.expires_at.us - left.count();
  return change;
}

}  // namespace

void Machine::decide(Waiter& waiter, SteadyTime now) {
  if (waiter.is_busy()) return;
  if (waiter.rests_until <= now) waiter.rests_until = always;
  pool_.refresh(waiter);
  if (waiter.rests_until != always) return plan(waiter);
  if (waiter.is_waiting()) return decide_waiting(waiter, now);
  decide_offered(waiter, now);
}

// The search comes before the end of the wait: nobody expires while somebody compatible waits.
void Machine::decide_waiting(Waiter& waiter, SteadyTime now) {
  if (waiter.wants_out() && !waiter.stored) return start_enqueue(waiter);
  if (waiter.removal_wanted) return start_close(waiter, TicketState::dropped, Reason::removed);
  if (waiter.wants_out()) return start_close(waiter, TicketState::cancelled, Reason::cancelled);
  waiter.ripens = never;
  if (waiter.liveness.ends() > now) {
    const auto found = pool_.partner_for(waiter, now);
    if (found.partner != nullptr) return start_offer(waiter, *found.partner, now);
    waiter.ripens = found.ripens;
  }
  if (!waiter.stored) return start_enqueue(waiter);
  if (waiter.expires <= now) return start_close(waiter, TicketState::expired, Reason::expired);
  const auto absent_from = waiter.liveness.absent_from();
  if (absent_from != never && absent_from + rules_.absence <= now) {
    return start_close(waiter, TicketState::dropped, Reason::absent);
  }
  plan(waiter);
}

void Machine::decide_offered(Waiter& waiter, SteadyTime now) {
  auto* other = pool_.partner_of(waiter);
  const bool ended =
      other == nullptr || waiter.offer.ended || other->offer.ended || is_barred(waiter, *other);
  const bool left = waiter.wants_out() || (other != nullptr && other->wants_out());
  if (ended || left) return start_withdraw(waiter, other, false, now);
  if (waiter.offer.confirmed && other->offer.confirmed) return start_settle(waiter, *other);
  if (waiter.offer.confirm_by <= now) return start_withdraw(waiter, other, true, now);
  plan(waiter);
}

// A deadline that is over already is acted on by the next tick.
void Machine::plan(Waiter& waiter) {
  if (waiter.rests_until != always) return set_deadline(waiter, waiter.rests_until);
  if (!waiter.is_waiting()) return set_deadline(waiter, waiter.offer.confirm_by);
  const auto absent_from = waiter.liveness.absent_from();
  const auto dropped_at = absent_from == never ? never : absent_from + rules_.absence;
  set_deadline(waiter, std::min({waiter.expires, waiter.ripens, dropped_at}));
}

void Machine::set_deadline(Waiter& waiter, SteadyTime at) {
  if (waiter.deadline == at) return;
  const auto& ticket = waiter.ticket;
  if (waiter.deadline != never) deadlines_.erase({waiter.deadline, ticket.id, ticket.user});
  if (at != never) deadlines_.emplace(at, ticket.id, ticket.user);
  waiter.deadline = at;
}

// Above rules.steps in flight the others wait; `done` takes them up.
void Machine::tick(SteadyTime now) {
  while (!deadlines_.empty() && in_flight_.size() < rules_.steps) {
    const auto [at, id, user] = *deadlines_.begin();
    if (at > now) return;
    auto* waiter = pool_.find(user);
    set_deadline(*waiter, never);
    decide(*waiter, now);
  }
}

std::optional<SteadyTime> Machine::next_deadline() const {
  if (deadlines_.empty() || in_flight_.size() >= rules_.steps) return std::nullopt;
  return std::get<SteadyTime>(*deadlines_.begin());
}

void Machine::start_enqueue(Waiter& waiter) {
  Step step;
  step.what = Step::What::enqueue;
  Change change;
  change.is_new = true;
  change.after = waiter.ticket;
  step.changes.push_back(std::move(change));
  start(std::move(step));
}

void Machine::start_offer(Waiter& waiter, Waiter& other, SteadyTime now) {
  Step step;
  step.what = Step::What::offer;
  step.room = new_room(waiter.ticket.kind);
  step.changes.push_back(offered(waiter, other, step.room, now));
  step.changes.push_back(offered(other, waiter, step.room, now));
  waiter.offer = other.offer = Waiter::Offer{now, never};
  start(std::move(step));
}

void Machine::start_settle(Waiter& waiter, Waiter& other) {
  Step step;
  step.what = Step::What::settle;
  step.room = waiter.ticket.room;
  for (const auto* each : {&waiter, &other}) {
    Change change;
    change.before = TicketState::offered;
    change.after = each->ticket;
    change.after.state = TicketState::matched;
    step.changes.push_back(std::move(change));
  }
  start(std::move(step));
}

void Machine::start_withdraw(Waiter& waiter, Waiter* other, bool late, SteadyTime now) {
  Step step;
  step.what = Step::What::withdraw;
  step.room = waiter.ticket.room;
  step.changes.push_back(withdrawn(waiter, late, now));
  if (other != nullptr) step.changes.push_back(withdrawn(*other, late, now));
  start(std::move(step));
}

void Machine::start_close(Waiter& waiter, TicketState state, Reason reason) {
  Step step;
  step.what = Step::What::close;
  Change change;
  change.after = waiter.ticket;
  change.after.state = state;
  change.reason = reason;
  step.changes.push_back(std::move(change));
  start(std::move(step));
}

// From here on the step's tickets are busy.
void Machine::start(Step step) {
  last_step_.value += 1;
  step.id = last_step_;
  std::sort(step.changes.begin(), step.changes.end(),
            [](const Change& a, const Change& b) { return a.after.id < b.after.id; });
  for (const auto& change : step.changes) {
    auto* waiter = pool_.find(change.after.user);
    waiter->step = step.id;
    set_deadline(*waiter, never);
    pool_.refresh(*waiter);
  }
  steps_.push_back(step);
  in_flight_.emplace(step.id, std::move(step));
}

// RFC 9562 §5.4: a version 4 UUID, which nobody guesses.
model::RoomId Machine::new_room(model::MatchKind kind) {
  auto bytes = random_.bytes(16);
  bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | 0x40U);
  bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
  auto text = base::hex(bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
  return model::RoomId{(kind == model::MatchKind::number ? "match-" : "heart-") + text};
}

}  // namespace heartlink::match
