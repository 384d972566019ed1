// SPDX-License-Identifier: Apache-2.0
// What the machine is asked: orders, cancels, how somebody stands. Everything waits until the store's tickets
// are here; an order waits until it is known whom its owner should not meet.
#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "match/matchmaker.h"

namespace heartlink::match {
namespace {

using base::Code;
using base::Result;
using model::UserId;
using std::chrono::microseconds;

constexpr std::chrono::milliseconds full_retry{1'000};
constexpr std::size_t removals_max = 64;  // that wait for their transaction at a time

void run_all(const std::vector<base::Executor::Task>& tasks) {
  for (const auto& task : tasks) task();
}

}  // namespace

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
  if (const auto left = left_of(company->muted_until); left.count() > 0) {
    Answer paused;
    paused.ask = ask;
    paused.what = Answer::What::paused;
    paused.retry = left;
    questions_.extract(ask).mapped().done.post(std::move(paused));
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

Matchmaker::Reading* Matchmaker::reading_of(UserId user) {
  const auto found =
      std::ranges::find_if(readings_, [user](const auto& one) { return one.second.wish.user == user; });
  return found == readings_.end() ? nullptr : &found->second;
}

// What he asked for before counts first, so that nobody waits who has cancelled.
void Matchmaker::cancel_here(UserId user, model::MatchKind kind, base::Done<Answer> done) {
  if (auto* reading = reading_of(user)) {
    auto& cancels = reading->cancels;
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

void Matchmaker::dismiss(UserId user) {
  if (auto* reading = reading_of(user)) {
    reading->cancels.push_back([this, user] { dismiss(user); });
  } else if (machine_.pool().find(user) != nullptr) {
    machine_.cancel(next_ask(user, {}), user, parts_.clock.now());
    pump();
  }
}

void Matchmaker::expel(UserId user) {
  if (auto* reading = reading_of(user)) {
    reading->cancels.push_back([this, user] { expel(user); });
  } else {
    machine_.remove(user, parts_.clock.now());
    pump();
  }
}

void Matchmaker::remove(model::TicketId ticket, model::Act act, base::Done<bool> done) {
  ask_here(std::move(done), [this, ticket, act = std::move(act)](const base::Done<bool>& to) {
    remove_here(ticket, act, to);
  });
}

void Matchmaker::remove_here(model::TicketId ticket, model::Act act, const base::Done<bool>& done) {
  std::optional<UserId> user;
  machine_.pool().each([&user, ticket](const Waiter& waiter) {
    if (waiter.ticket.id == ticket && waiter.stored) user = waiter.ticket.user;
  });
  if (!user) return done.post(base::fail(Code::ticket_not_found));
  if (removals_.size() >= removals_max) return done.post(base::fail(Code::busy, "removals", full_retry));
  Removal removal;
  removal.user = *user;
  removal.ticket = ticket;
  removal.act = std::move(act);
  removal.done = done;
  removals_.push_back(std::move(removal));
  machine_.remove(*user, parts_.clock.now());
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

}  // namespace heartlink::match
