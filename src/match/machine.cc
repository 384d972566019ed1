// SPDX-License-Identifier: Apache-2.0
// The events. Each changes a fact and has it looked at.
#include "match/machine.h"

#include <algorithm>
#include <utility>

namespace heartlink::match {
namespace {

using base::SteadyTime;
using base::WallTime;
using model::RoomId;
using model::UserId;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr milliseconds busy_retry{1'000};

microseconds between(WallTime from, WallTime to) { return microseconds{to.us - from.us}; }

Waiter waiter_of(Order order, model::TicketId id, const Rules& rules, SteadyTime now) {
  Waiter waiter;
  waiter.ticket.id = id;
  waiter.ticket.kind = order.kind;
  waiter.ticket.user = order.user;
  waiter.ticket.number = std::move(order.number);
  waiter.ticket.about = std::move(order.about);
  waiter.ticket.wanted = std::move(order.wanted);
  waiter.ticket.since = order.asked_at;
  waiter.ticket.expires_at.us = order.asked_at.us + microseconds{rules.lifetime}.count();
  waiter.since = now;
  waiter.expires = now + rules.lifetime;
  waiter.bars = std::move(order.bars);
  waiter.bars.resize(std::min(waiter.bars.size(), rules.bars));
  waiter.recents = std::move(order.recents);
  waiter.recents.resize(std::min(waiter.recents.size(), rules.recents));
  waiter.liveness = Liveness{order.sockets, order.live_until, now};
  return waiter;
}

Waiter waiter_of(Restored restored, const Rules& rules, SteadyTime now, WallTime wall) {
  Waiter waiter;
  waiter.ticket = std::move(restored.ticket);
  waiter.bars = std::move(restored.bars);
  waiter.bars.resize(std::min(waiter.bars.size(), rules.bars));
  waiter.recents = std::move(restored.recents);
  waiter.recents.resize(std::min(waiter.recents.size(), rules.recents));
  waiter.stored = true;
  auto& ticket = waiter.ticket;
  const microseconds lifetime = rules.lifetime;
  // An offered ticket's time stood still: it needs no wall clock.
  const auto at = waiter.is_waiting() ? wall : ticket.offered_at;
  const auto left = std::clamp(between(at, ticket.expires_at), microseconds{0}, lifetime);
  waiter.expires = now + left;
  ticket.expires_at.us = wall.us + left.count();
  waiter.since = now - std::clamp(between(ticket.since, wall), microseconds{0}, lifetime);
  waiter.liveness.left_at = now;
  waiter.offer.since = now;
  waiter.offer.confirm_by = now + rules.confirm_within;
  return waiter;
}

}  // namespace

Machine::Machine(const Rules& rules, base::Random& random)
    : rules_(rules),
      random_(random),
      pool_(rules),
      guesses_(rules.guesses, rules.guess_window, rules.guess_keys),
      no_shows_(rules) {}

std::size_t Machine::restore(std::vector<Restored> tickets, model::TicketId newest, SteadyTime now,
                             WallTime wall) {
  std::sort(tickets.begin(), tickets.end(),
            [](const Restored& a, const Restored& b) { return a.ticket.id < b.ticket.id; });
  newest_ = std::max(newest_, newest);
  std::size_t taken = 0;
  for (auto& restored : tickets) {
    newest_ = std::max(newest_, restored.ticket.id);
    auto* waiter = pool_.try_add(waiter_of(std::move(restored), rules_, now, wall));
    if (waiter == nullptr) continue;
    set_deadline(*waiter, now);
    ++taken;
  }
  // Each is looked at, but no more steps are begun than at any other time.
  tick(now);
  return taken;
}

void Machine::create(Ask ask, Order order, SteadyTime now) {
  auto* waiter = pool_.find(order.user);
  if (waiter == nullptr) return enter(ask, std::move(order), false, now);
  // Behind a cancel it is about the next ticket.
  if (!waiter->is_busy() && !waiter->wants_out()) return answer_create(ask, order, *waiter, now);
  Pending pending;
  pending.ask = ask;
  pending.order = std::move(order);
  try_wait_for_step(*waiter, std::move(pending));
}

// The guess limit comes before everything that another person's ticket could change.
void Machine::enter(Ask ask, Order order, bool taken_back, SteadyTime now) {
  const auto pause = no_shows_.pause_left(order.user, now);
  if (pause > milliseconds{0}) return answer(ask, Answer::What::paused, pause);
  if (order.kind == model::MatchKind::number) {
    const auto wait = guesses_.refuse(order.user, order.network, order.number, now);
    if (wait) return answer(ask, Answer::What::limited, *wait);
  }
  // Enough to answer him with: by then the store has his ticket.
  Pending pending;
  pending.ask = ask;
  pending.order.emplace();
  pending.order->kind = order.kind;
  pending.order->user = order.user;
  pending.order->number = order.number;
  const model::TicketId id{newest_.value + 1};
  auto* waiter = pool_.try_add(waiter_of(std::move(order), id, rules_, now));
  if (waiter == nullptr) return answer(ask, Answer::What::busy, busy_retry);
  newest_ = id;
  waiter->pending.push_back(std::move(pending));
  waiter->cancel_wanted = taken_back;
  decide(*waiter, now);
}

void Machine::answer_create(Ask ask, const Order& order, const Waiter& waiter, SteadyTime now) {
  if (order.kind != waiter.ticket.kind || order.number != waiter.ticket.number) {
    return answer(ask, Answer::What::already_waiting, {}, standing_of(waiter, now));
  }
  answer(ask, waiter.is_waiting() ? Answer::What::waiting : Answer::What::matched, {},
         standing_of(waiter, now));
}

void Machine::answer(Ask ask, Answer::What what, milliseconds retry, std::optional<Standing> standing) {
  Answer answer;
  answer.ask = ask;
  answer.what = what;
  answer.retry = retry;
  answer.standing = std::move(standing);
  answers_.push_back(std::move(answer));
}

bool Machine::try_wait_for_step(Waiter& waiter, Pending pending) {
  if (waiter.pending.size() >= rules_.asks_per_ticket) {
    answer(pending.ask, Answer::What::busy, busy_retry);
    return false;
  }
  waiter.pending.push_back(std::move(pending));
  return true;
}

void Machine::cancel(Ask ask, UserId user, SteadyTime now) {
  auto* waiter = pool_.find(user);
  if (waiter == nullptr) return answer(ask, Answer::What::nothing);
  Pending pending;
  pending.ask = ask;
  pending.while_waiting = waiter->is_waiting();
  if (!try_wait_for_step(*waiter, std::move(pending)) || waiter->is_busy()) return;
  waiter->cancel_wanted = true;
  decide(*waiter, now);
}

void Machine::remove(UserId user, SteadyTime now) {
  auto* waiter = pool_.find(user);
  if (waiter == nullptr) return;
  waiter->removal_wanted = true;
  decide(*waiter, now);
}

void Machine::set_sockets(UserId user, std::uint32_t count, SteadyTime now) {
  auto* waiter = pool_.find(user);
  if (waiter == nullptr) return;
  const auto before = waiter->liveness;
  if (before.sockets > 0 && count == 0) waiter->liveness.left_at = now;
  waiter->liveness.sockets = count;
  look_again(*waiter, before, now);
}

void Machine::see(UserId user, SteadyTime live_until, SteadyTime now) {
  auto* waiter = pool_.find(user);
  if (waiter == nullptr || live_until <= waiter->liveness.live_until) return;
  const auto before = waiter->liveness;
  waiter->liveness.live_until = live_until;
  look_again(*waiter, before, now);
}

// Whoever was live before has been searched for already; a poll every three seconds must not search again.
void Machine::look_again(Waiter& waiter, const Liveness& before, SteadyTime now) {
  if (before.ends() <= now) return decide(waiter, now);
  if (waiter.is_busy()) return;
  pool_.refresh(waiter);
  plan(waiter);
}

Waiter* Machine::offered_in(UserId user, const RoomId& room) {
  auto* waiter = pool_.find(user);
  return waiter != nullptr && !waiter->is_waiting() && waiter->ticket.room == room ? waiter : nullptr;
}

void Machine::confirm(UserId user, const RoomId& room, SteadyTime now) {
  auto* waiter = offered_in(user, room);
  if (waiter == nullptr) return;
  waiter->offer.confirmed = true;
  decide(*waiter, now);
}

void Machine::leave(UserId user, const RoomId& room, SteadyTime now) {
  auto* waiter = offered_in(user, room);
  if (waiter == nullptr) return;
  waiter->offer.left = true;
  decide(*waiter, now);
}

void Machine::end_room(UserId user, const RoomId& room, SteadyTime now) {
  auto* waiter = offered_in(user, room);
  if (waiter == nullptr) return;
  waiter->offer.ended = true;
  decide(*waiter, now);
}

void Machine::block(UserId by, UserId whom, SteadyTime now) { set_bars(by, whom, true, now); }

void Machine::unblock(UserId by, UserId whom, SteadyTime now) { set_bars(by, whom, false, now); }

void Machine::set_bars(UserId by, UserId whom, bool blocks, SteadyTime now) {
  const auto note = [&](Waiter* waiter, UserId other, bool by_me) {
    if (waiter == nullptr) return;
    set_bar(waiter->bars, other, by_me, blocks, rules_.bars);
    for (auto& pending : waiter->pending) {
      if (pending.order) set_bar(pending.order->bars, other, by_me, blocks, rules_.bars);
    }
  };
  auto* one = pool_.find(by);
  note(one, whom, true);
  note(pool_.find(whom), by, false);
  if (one != nullptr) decide(*one, now);
}

std::optional<Standing> Machine::standing(UserId user, SteadyTime now) const {
  const auto* waiter = pool_.find(user);
  return waiter != nullptr && waiter->stored ? std::optional{standing_of(*waiter, now)} : std::nullopt;
}

Standing standing_of(const model::Ticket& ticket) {
  Standing standing;
  standing.id = ticket.id;
  standing.kind = ticket.kind;
  standing.number = ticket.number;
  standing.state = ticket.state;
  standing.room = ticket.room;
  standing.partner = ticket.partner;
  standing.since = ticket.since;
  standing.expires_at = ticket.expires_at;
  return standing;
}

Standing standing_of(const Waiter& waiter, SteadyTime now) {
  Standing standing = standing_of(waiter.ticket);
  const auto until = waiter.is_waiting() ? waiter.expires : waiter.offer.confirm_by;
  standing.left = std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(until - now));
  return standing;
}

}  // namespace heartlink::match
