// SPDX-License-Identifier: Apache-2.0
// What a step's outcome means. Committed: memory follows the store, both tickets and their room at once. Else
// nothing has changed, and what was noted meanwhile is looked at before anything is tried again.
#include <algorithm>
#include <utility>

#include "match/machine.h"

namespace heartlink::match {
namespace {

using base::SteadyTime;
using model::TicketState;
using std::chrono::milliseconds;

milliseconds rest_after(std::uint32_t failures, const Rules& rules) {
  auto rest = rules.first_rest;
  for (std::uint32_t i = 1; i < failures && rest < rules.longest_rest; ++i) rest *= 2;
  return std::min(rest, rules.longest_rest);
}

bool is_cancel(const Pending& pending) { return !pending.order; }

// What has changed since this was asked: whether its owner is there, and whom he has met meanwhile.
void keep_up(Pending& pending, const Waiter& waiter, SteadyTime now, const Rules& rules) {
  if (!pending.order) return;
  auto& order = *pending.order;
  order.sockets = waiter.liveness.sockets;
  order.live_until = std::max(order.live_until, waiter.liveness.live_until);
  if (waiter.ticket.state == TicketState::matched) {
    set_recent(order.recents, waiter.ticket.partner, now + rules.recent, rules.recents);
  }
}

}  // namespace

void Machine::done(StepId id, Outcome outcome, SteadyTime now) {
  auto found = in_flight_.extract(id);
  if (found.empty()) return;
  const Step step = std::move(found.mapped());
  for (const auto& change : step.changes) pool_.find(change.after.user)->step = StepId{};
  if (outcome == Outcome::committed) {
    commit(step, now);
  } else if (outcome == Outcome::conflict &&
             (step.what == Step::What::offer || step.what == Step::What::settle)) {
    refuse(step, now);
  } else {
    rest(step, now);
  }
  for (const auto& change : step.changes) hear(change, now);
  for (const auto& change : step.changes) {
    if (const auto* waiter = pool_.find(change.after.user)) pool_.refresh(*waiter);
  }
  // The older one first: it has the first choice.
  for (const auto& change : step.changes) {
    if (auto* waiter = pool_.find(change.after.user)) decide(*waiter, now);
  }
  tick(now);
}

void Machine::commit(const Step& step, SteadyTime now) {
  for (const auto& change : step.changes) commit_change(step, change, now);
}

void Machine::commit_change(const Step& step, const Change& change, SteadyTime now) {
  auto& waiter = *pool_.find(change.after.user);
  waiter.stored = true;
  waiter.failures = 0;
  waiter.rests_until = always;
  waiter.expires += std::chrono::microseconds{change.after.expires_at.us - waiter.ticket.expires_at.us};
  waiter.ticket = change.after;
  if (step.what == Step::What::offer) waiter.offer.confirm_by = now + rules_.confirm_within;
  if (step.what == Step::What::withdraw) {
    const bool left = waiter.offer.left;
    waiter.offer = {};
    waiter.offer.left = left;  // who left meanwhile does not wait again
  }
  if (change.reason == Reason::no_show) no_shows_.add(change.after.user, now);
  if (step.what == Step::What::enqueue) return;
  News news;
  news.user = change.after.user;
  news.standing = is_live(change.after.state) ? standing_of(waiter, now) : standing_of(change.after);
  news.reason = change.reason;
  news_.push_back(std::move(news));
}

// The store knows something that is on its way here: a block between the two, or the end of their room.
void Machine::refuse(const Step& step, SteadyTime now) {
  for (const auto& change : step.changes) {
    auto& waiter = *pool_.find(change.after.user);
    if (step.what == Step::What::settle) {
      waiter.offer.ended = true;
    } else {
      set_refused(waiter, change.after.partner, now + rules_.refused_rest, rules_.refused);
    }
  }
}

void Machine::rest(const Step& step, SteadyTime now) {
  for (const auto& change : step.changes) {
    auto& waiter = *pool_.find(change.after.user);
    if (!waiter.stored) {
      give_up(change);
      continue;
    }
    waiter.failures += 1;
    waiter.rests_until = now + rest_after(waiter.failures, rules_);
  }
}

// A ticket that the store never had: nobody was told of it, and whoever asked for it hears that it is not.
void Machine::give_up(const Change& change) {
  auto asked = std::move(pool_.find(change.after.user)->pending);
  pool_.remove(change.after.user);
  for (const auto& pending : asked) {
    if (pending.order) {
      answer(pending.ask, Answer::What::unavailable, rules_.first_rest);
    } else {
      answer(pending.ask, Answer::What::nothing);
    }
  }
}

// What was asked meanwhile, before others find the ticket again.
void Machine::hear(const Change& change, SteadyTime now) {
  const auto user = change.after.user;
  auto* waiter = pool_.find(user);
  if (waiter == nullptr) return;
  if (!waiter->stored) {
    // He is told when the store has the ticket and has let go of it again; until then nobody is offered him.
    waiter->cancel_wanted = std::any_of(waiter->pending.begin(), waiter->pending.end(), is_cancel);
    return;
  }
  const auto was = waiter->ticket;
  const bool is_removed = waiter->removal_wanted;
  auto asked = std::exchange(waiter->pending, {});
  for (auto& pending : asked) keep_up(pending, *waiter, now, rules_);
  if (change.is_new) waiter->cancel_wanted = waiter->removal_wanted = false;  // until its turn comes
  if (!is_live(was.state)) pool_.remove(user);
  for (auto next = asked.begin(); next != asked.end(); ++next) {
    const bool taken_back = std::any_of(next + 1, asked.end(), is_cancel);
    replay(std::move(*next), taken_back, was, now);
  }
  // What he asked for before the removal was heard goes with it.
  if (is_removed) remove(user, now);
}

// The step is tried again all the same, at once when nothing rests.
void Machine::answer_failing(Ask ask, const Waiter& waiter, SteadyTime now) {
  const bool rests = waiter.rests_until > now;
  answer(ask, Answer::What::unavailable,
         rests ? std::chrono::ceil<milliseconds>(waiter.rests_until - now) : rules_.first_rest);
}

// `was` is the ticket that was busy when this was asked, as the store has it now.
void Machine::replay(Pending pending, bool taken_back, const model::Ticket& was, SteadyTime now) {
  auto* waiter = pool_.find(was.user);
  if (pending.order) {
    if (waiter == nullptr) return enter(pending.ask, std::move(*pending.order), taken_back, now);
    const bool is_failing = waiter->wants_out() && waiter->failures >= rules_.failures_told;
    return is_failing ? answer_failing(pending.ask, *waiter, now)
                      : create(pending.ask, std::move(*pending.order), now);
  }
  // What he asked before this has begun a new wait: he takes that one back.
  if (waiter != nullptr && waiter->ticket.id != was.id) return cancel(pending.ask, was.user, now);
  const bool match_first =
      was.state == TicketState::matched || (was.state == TicketState::offered && pending.while_waiting);
  if (match_first) {
    return answer(pending.ask, Answer::What::matched, {},
                  waiter != nullptr ? standing_of(*waiter, now) : standing_of(was));
  }
  if (waiter == nullptr) return answer(pending.ask, Answer::What::cancelled);
  waiter->cancel_wanted = true;
  if (waiter->failures >= rules_.failures_told) return answer_failing(pending.ask, *waiter, now);
  waiter->pending.push_back(std::move(pending));
}

}  // namespace heartlink::match
