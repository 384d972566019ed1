// SPDX-License-Identifier: Apache-2.0
#include "match/matchmaker.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <tuple>

#include "base/log.h"
#include "match/alias.h"

namespace heartlink::match {
namespace {

using base::Code;
using base::Result;
using model::UserId;
using std::chrono::microseconds;

constexpr std::chrono::milliseconds full_retry{1'000};

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

void run_all(const std::vector<base::Executor::Task>& tasks) {
  for (const auto& task : tasks) task();
}

// An old page polls, a new one holds a socket; either has everything of somebody ended when his sign-ins are.
bool ends_all(const model::Revocation& revocation) {
  return revocation.only.empty() && revocation.except.empty();
}

}  // namespace

Matchmaker::Matchmaker(Parts parts, const Rules& rules, bool aliases)
    : parts_(parts),
      rules_(rules),
      aliases_(aliases),
      metrics_(parts.metrics),
      machine_(rules, parts.random) {
  parts_.registry.set_watcher([this](UserId user, const model::RoomId* entered) {
    auto room = entered == nullptr ? std::nullopt : std::optional{*entered};
    on_home([this, user, room = std::move(room)] { on_presence(user, room); });
  });
}

void Matchmaker::on_home(base::Executor::Task task) { parts_.home.post(std::move(task)); }

// ---- What the store has, at start

void Matchmaker::load() {
  loading_ = Loading::asked;
  const base::WallTime since{parts_.clock.wall().us - microseconds{rules_.recent}.count()};
  parts_.store.live(since, {&parts_.home, [this](const auto& live) { on_loaded(live); }});
}

void Matchmaker::on_loaded(const Result<store::LiveTickets>& live) {
  if (!live) {
    base::log::warning("tickets_not_loaded", {{"detail", live.error().detail}});
    loading_ = Loading::no;  // the next tick tries again
    return;
  }
  std::vector<Restored> restored;
  for (const auto& one : live->tickets) {
    parts_.registry.watch(one.ticket.user);
    maybe_idle_.insert(one.ticket.user);  // of those that the machine does not take
    if (one.ticket.state == model::TicketState::offered) add_offered(one.ticket);
    auto known = known_of(one.company);
    auto& ticket = restored.emplace_back();
    ticket.ticket = one.ticket;
    ticket.bars = std::move(known.bars);
    ticket.recents = std::move(known.recents);
  }
  const auto found = restored.size();
  const auto taken =
      machine_.restore(std::move(restored), live->newest, parts_.clock.now(), parts_.clock.wall());
  loading_ = Loading::done;
  if (found > 0) {
    base::log::info("tickets_restored", {{"found", std::to_string(found)}, {"taken", std::to_string(taken)}});
  }
  for (const auto& one : live->tickets) {
    const auto& ticket = one.ticket;
    // Who came back into his room before this was read was not heard.
    const bool is_back = parts_.registry.is_in(ticket.room, ticket.user);
    on_presence(ticket.user, is_back ? std::optional{ticket.room} : std::nullopt);
  }
  pump();
  run_all(std::exchange(early_, {}));
}

Matchmaker::Known Matchmaker::known_of(const store::Company& company) const {
  Known known;
  for (const auto& wall : company.walls) known.bars.push_back({wall.user, wall.by_me, wall.by_him});
  const auto wall = parts_.clock.wall();
  const auto now = parts_.clock.now();
  for (const auto& met : company.met) {
    const microseconds ago{std::max<std::int64_t>(0, wall.us - met.at.us)};
    known.recents.push_back({met.user, now - ago + rules_.recent});
  }
  return known;
}

// ---- Questions

// What is asked before the store's tickets are here waits for them.
template <class T, class Task>
void Matchmaker::ask_here(base::Done<T> done, Task task) {
  on_home([this, done = std::move(done), task = std::move(task)] {
    if (loading_ == Loading::done) return task(done);
    if (early_.size() >= rules_.tickets) return done.post(base::fail(Code::busy, "starting", full_retry));
    early_.push_back([task, done] { task(done); });
    if (loading_ == Loading::no) load();
  });
}

Ask Matchmaker::next_ask(UserId user, base::Done<Answer> done) {
  last_ask_.value += 1;
  questions_.emplace(last_ask_, Question{user, std::move(done)});
  return last_ask_;
}

void Matchmaker::create(Wish wish, base::Done<Answer> done) {
  ask_here(std::move(done),
           [this, wish = std::move(wish)](const base::Done<Answer>& to) { enter(wish, to); });
}

// Watched before anything is read: what happens from now on is heard.
void Matchmaker::enter(Wish wish, base::Done<Answer> done) {
  const auto user = wish.user;
  const Ask ask = next_ask(user, std::move(done));
  parts_.registry.watch(user);
  readings_[ask].wish = std::move(wish);
  const base::WallTime since{parts_.clock.wall().us - microseconds{rules_.recent}.count()};
  parts_.store.company(user, since,
                       {&parts_.home, [this, ask](const auto& company) { on_company(ask, company); }});
}

void Matchmaker::on_company(Ask ask, const Result<store::Company>& company) {
  auto found = readings_.extract(ask);
  auto& reading = found.mapped();
  maybe_idle_.insert(reading.wish.user);
  if (!company) {
    questions_.extract(ask).mapped().done.post(company.error());
    unwatch_idle();
    return run_all(reading.cancels);
  }
  auto known = known_of(*company);
  const auto attendance = parts_.registry.attendance(reading.wish.user);
  Order order;
  order.kind = reading.wish.kind;
  order.user = reading.wish.user;
  order.number = std::move(reading.wish.number);
  order.network = std::move(reading.wish.network);
  order.about = std::move(reading.wish.about);
  order.wanted = std::move(reading.wish.wanted);
  order.bars = std::move(known.bars);
  order.recents = std::move(known.recents);
  order.sockets = attendance.sockets;
  order.live_until = attendance.live_until;
  order.asked_at = parts_.clock.wall();
  machine_.create(ask, std::move(order), parts_.clock.now());
  for (const auto& change : reading.blocks) on_block(change);
  pump();
  run_all(reading.cancels);
}

void Matchmaker::cancel(UserId user, model::MatchKind kind, base::Done<Answer> done) {
  ask_here(std::move(done),
           [this, user, kind](const base::Done<Answer>& to) { cancel_here(user, kind, to); });
}

// What he asked for before counts first, so that nobody waits who has cancelled.
void Matchmaker::cancel_here(UserId user, model::MatchKind kind, base::Done<Answer> done) {
  const auto reading =
      std::ranges::find_if(readings_, [user](const auto& one) { return one.second.wish.user == user; });
  if (reading != readings_.end()) {
    auto& cancels = reading->second.cancels;
    if (cancels.size() >= rules_.asks_per_ticket) return done.post(base::fail(Code::busy, "", full_retry));
    cancels.push_back([this, user, kind, done = std::move(done)] { cancel_here(user, kind, done); });
    return;
  }
  const auto* waiter = machine_.pool().find(user);
  if (waiter != nullptr && waiter->ticket.kind != kind) {
    Answer nothing;
    nothing.what = Answer::What::nothing;
    return done.post(std::move(nothing));
  }
  machine_.cancel(next_ask(user, std::move(done)), user, parts_.clock.now());
  pump();
}

void Matchmaker::place(UserId user, base::Done<Place> done) {
  ask_here(std::move(done), [this, user](const base::Done<Place>& to) {
    Place place;
    place.standing = machine_.standing(user, parts_.clock.now());
    place.waiting = waiting(model::MatchKind::heart);
    to.post(std::move(place));
  });
}

void Matchmaker::read_room(UserId user, const model::RoomId& room) {
  if (!parts_.registry.is_watched(user)) return;
  on_home([this, user, room] { on_presence(user, room); });
}

void Matchmaker::counts(base::Done<Counts> done) {
  on_home([this, done = std::move(done)] {
    Counts counts;
    const auto now = parts_.clock.now();
    machine_.pool().each([&counts, now](const Waiter& waiter) {
      auto& of = counts.kinds[static_cast<std::size_t>(waiter.ticket.kind)];
      if (!waiter.is_waiting()) {
        ++of.offered;
        return;
      }
      ++of.waiting;
      of.longest =
          std::max(of.longest, std::chrono::duration_cast<std::chrono::milliseconds>(now - waiter.since));
    });
    done.post(counts);
  });
}

void Matchmaker::explain(UserId user, base::Done<Explanation> done) {
  on_home([this, user, done = std::move(done)] {
    done.post(match::explain(machine_.pool(), user, parts_.clock.now(), rules_));
  });
}

// ---- Events

void Matchmaker::on_presence(UserId user, const std::optional<model::RoomId>& entered) {
  if (loading_ != Loading::done) return;  // asked for when it is
  const auto now = parts_.clock.now();
  const auto attendance = parts_.registry.attendance(user);
  machine_.set_sockets(user, attendance.sockets, now);
  machine_.see(user, attendance.live_until, now);
  if (entered) machine_.confirm(user, *entered, now);
  pump();
}

void Matchmaker::deliver(const model::Parcel& parcel) {
  if (loading_ == Loading::asked) early_.push_back([this, parcel] { deliver(parcel); });
  if (loading_ != Loading::done) return;
  for (const auto& change : parcel.blocks) {
    for (auto& [ask, reading] : readings_) {
      if (reading.wish.user == change.by || reading.wish.user == change.whom)
        reading.blocks.push_back(change);
    }
    on_block(change);
  }
  for (const auto& entry : parcel.entries) {
    if (entry.kind == model::EntryKind::ended) on_ended(entry);
  }
  for (const auto& revocation : parcel.revocations) {
    if (ends_all(revocation) && machine_.pool().find(revocation.user) != nullptr) {
      machine_.cancel(next_ask(revocation.user, {}), revocation.user, parts_.clock.now());
    }
  }
  pump();
}

void Matchmaker::on_block(const model::BlockChanged& change) {
  const auto now = parts_.clock.now();
  change.blocks ? machine_.block(change.by, change.whom, now) : machine_.unblock(change.by, change.whom, now);
}

// By one of the two it is his leaving; by anybody else neither is to blame.
void Matchmaker::on_ended(const model::Entry& entry) {
  const auto found = offered_.find(entry.room);
  if (found == offered_.end()) return;
  const auto pair = found->second;
  const auto now = parts_.clock.now();
  if (entry.sender == pair.one || entry.sender == pair.other) {
    machine_.leave(entry.sender, entry.room, now);
    return;
  }
  machine_.end_room(pair.one, entry.room, now);
  machine_.end_room(pair.other, entry.room, now);
}

void Matchmaker::tick() {
  if (loading_ == Loading::no) return load();
  if (loading_ == Loading::asked) return;
  const auto now = parts_.clock.now();
  const auto due = machine_.next_deadline();
  if (due && *due <= now) machine_.tick(now);
  pump();
  for (const auto kind : {model::MatchKind::number, model::MatchKind::heart})
    metrics_.set_waiting(kind, waiting(kind));
}

// ---- What comes of it

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
    if (!model::is_live(news.standing.state)) maybe_idle_.insert(news.user);
  }
  unwatch_idle();
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
