// SPDX-License-Identifier: Apache-2.0
// What comes of it: steps go to the store and their outcomes back, answers to whoever asked, news into the
// figures; and whoever has no ticket any more is watched no longer.
#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "match/alias.h"
#include "match/matchmaker.h"

namespace heartlink::match {
namespace {

using base::Code;
using base::Result;
using std::chrono::microseconds;

store::MatchStep::What what_of(Step::What what) {
  switch (what) {
    case Step::What::enqueue:
      return store::MatchStep::What::enqueue;
    case Step::What::offer:
      return store::MatchStep::What::offer;
    case Step::What::settle:
      return store::MatchStep::What::settle;
    case Step::What::withdraw:
      return store::MatchStep::What::withdraw;
    case Step::What::close:
      break;
  }
  return store::MatchStep::What::close;
}

Outcome outcome_of(const Result<bool>& done) {
  if (done) return Outcome::committed;
  return done.error().code == Code::ticket_moved ? Outcome::conflict : Outcome::failed;
}

}  // namespace

void Matchmaker::pump() {
  for (const auto& step : machine_.take_steps()) submit(step);
  for (auto& answer : machine_.take_answers()) {
    auto question = questions_.extract(answer.ask);
    if (question.empty()) continue;
    maybe_idle_.insert(question.mapped().user);
    if (question.mapped().done.on != nullptr) question.mapped().done.post(std::move(answer));
  }
  const auto wall = parts_.clock.wall();
  for (const auto& news : machine_.take_news()) {
    metrics_.count(news, wall);
    if (model::is_live(news.standing.state)) continue;
    maybe_idle_.insert(news.user);
    on_over(news);
  }
  unwatch_idle();
}

// Whoever asked for its removal while another end was on its way was too late.
void Matchmaker::on_over(const News& news) {
  std::erase_if(removals_, [&news](const Removal& removal) {
    if (removal.ticket != news.standing.id) return false;
    const bool is_removed = news.reason == Reason::removed && removal.is_written;
    removal.done.post(is_removed ? base::Result<bool>{true} : base::fail(Code::ticket_not_found));
    return true;
  });
}

std::chrono::milliseconds Matchmaker::left_of(base::WallTime until) const {
  const microseconds left{std::max<std::int64_t>(0, until.us - parts_.clock.wall().us)};
  return std::chrono::ceil<std::chrono::milliseconds>(left);
}

void Matchmaker::submit(const Step& step) {
  store::MatchStep order;
  order.what = what_of(step.what);
  order.room = step.room;
  for (const auto& change : step.changes) {
    auto& one = order.changes.emplace_back();
    one.is_new = change.is_new;
    one.before = change.before;
    one.after = change.after;
    one.reason = change.reason;
    if (change.reason != Reason::removed) continue;
    for (auto& removal : removals_) {
      if (removal.ticket != change.after.id) continue;
      removal.is_written = true;
      one.acts.push_back(removal.act);
    }
  }
  if (step.what == Step::What::offer) {
    order.confirm_by.us = parts_.clock.wall().us + microseconds{rules_.confirm_within}.count();
    if (aliases_ && step.changes.front().after.kind == model::MatchKind::heart) {
      std::tie(order.alias1, order.alias2) = new_aliases(parts_.random);
    }
  }
  parts_.store.commit(std::move(order),
                      {&parts_.home, [this, step](const auto& done) { on_done(step, outcome_of(done)); }});
}

void Matchmaker::on_done(const Step& step, Outcome outcome) {
  if (outcome == Outcome::committed) note_offered(step);
  machine_.done(step.id, outcome, parts_.clock.now());
  // Who came into the room before its offer was heard of here.
  if (outcome == Outcome::committed && step.what == Step::What::offer) {
    for (const auto& change : step.changes) {
      const auto user = change.after.user;
      if (parts_.registry.is_in(step.room, user)) machine_.confirm(user, step.room, parts_.clock.now());
    }
  }
  pump();
}

void Matchmaker::note_offered(const Step& step) {
  if (step.what == Step::What::offer) return add_offered(step.changes[0].after);
  if (step.what != Step::What::settle && step.what != Step::What::withdraw) return;
  const auto found = offered_.extract(step.room);
  if (!found.empty()) offered_tickets_[static_cast<std::size_t>(found.mapped().kind)] -= 2;
}

void Matchmaker::add_offered(const model::Ticket& ticket) {
  const Pair pair{ticket.user, ticket.partner, ticket.kind};
  if (!offered_.try_emplace(ticket.room, pair).second) return;  // the other one's ticket said it
  offered_tickets_[static_cast<std::size_t>(ticket.kind)] += 2;
}

void Matchmaker::unwatch_idle() {
  for (const auto user : std::exchange(maybe_idle_, {})) {
    const auto asks = [user](const auto& one) { return one.second.wish.user == user; };
    if (machine_.pool().find(user) == nullptr && std::ranges::none_of(readings_, asks))
      parts_.registry.unwatch(user);
  }
}

// What the store has that the machine did not take (a restart over rules.tickets) must not make it negative.
std::size_t Matchmaker::waiting(model::MatchKind kind) const {
  const auto all = machine_.pool().size(kind);
  return all - std::min(all, offered_tickets_[static_cast<std::size_t>(kind)]);
}

}  // namespace heartlink::match
