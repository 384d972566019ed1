// SPDX-License-Identifier: Apache-2.0
// What goes wrong in a simulated world, and how often; scheduling is in turns.cc.
#include <utility>

#include "store/sql/first_start.h"
#include "tests/fault/simulation/world.h"

namespace heartlink::fault::simulation {
namespace {

using store::sql::Control;
using store::sql::Failure;
using store::sql::FailureKind;
using Fate = FaultyConnection::Fate;

Failure injected(FailureKind kind) { return {kind, 0, 0, "injected"}; }

}  // namespace

// Before a step; in most of them nothing goes wrong.
void World::go_wrong() {
  if (!server_) {
    if (steps_ >= start_at_) start_server();
    return;
  }
  if (end_at_ > 0 && steps_ >= end_at_) return end_server();
  if (dice_.one_in(1'800)) {
    counts_.add(Met::crashes);
    return crash();
  }
  if (dice_.one_in(3'000) && end_at_ == 0) {
    say("a clean restart begins");
    counts_.add(Met::restarts);
    server_->drain();
    end_at_ = steps_ + dice_.between(20, 200);
  }
  if (dice_.one_in(140)) {
    auto& client = *clients_[dice_.below(clients_.size())];
    if (client.is_connected()) counts_.add(Met::cuts);
    client.cut();
  }
  if (dice_.one_in(25)) {
    asleep_until_[clients_[dice_.below(clients_.size())]->plan().name] = steps_ + dice_.below(800);
  }
  if (refuses_ && dice_.one_in(90)) change_member();
  if (dice_.one_in(100)) server_->writer().resume();
}

// Of a refusal whose answer is lost no client writes down anything, and the checker asks whether an attempt
// without an answer may have been one.
void World::say_that_it_refuses() {
  Event event;
  event.client = "world";
  event.room = stock_.rooms.front().value;
  event.cid = "refused";
  event.what = What::invoke;
  recorder_.note(event);
  event.what = What::fail;
  event.text = "busy";
  recorder_.note(event);
}

void World::start_server() {
  say("a server starts");
  auto epoch = store::sql::first_start(database_->writing(), random_, clock_.wall());
  if (!epoch) return recorder_.note(What::finding, "it does not start: " + epoch.error().detail);
  server_ = std::make_unique<Server>(
      Server::Parts{*database_, *std::move(epoch), mailboxes_, clock_, limits_, counts_});
  auto& writing = database_->writing();
  writing.before_control = [this](Control verb) { return fate_of(verb); };
  writing.before_statement = [this] { return failure_of_statement(); };
  for (auto* reading : database_->reading()) {
    reading->before_statement = [this]() -> std::optional<Failure> {
      if (dice_.one_in(12)) interlude();
      if (!faults_ || !dice_.one_in(400)) return std::nullopt;
      return injected(FailureKind::busy);
    };
  }
}

// One that drains commits what is queued; its answers may come too late.
void World::end_server() {
  while (server_->is_draining() && server_->writer().has_work() && !crash_due_) write();
  crash();
}

// All that was in memory is gone, and every line is torn; what was sent may still arrive, or not.
void World::crash() {
  say("the server is gone");
  crash_due_ = changing_ = false;
  end_at_ = 0;
  start_at_ = steps_ + dice_.below(30);
  mailboxes_.clear();
  server_.reset();
  database_->forget_process();
  for (const auto& client : clients_) client->on_crash(dice_.one_in(2) ? 0 : dice_.below(2'000));
}

// ---- Members: alice owns the groups and is staff in the public room

void World::change_member() {
  if (changing_ || !server_ || end_at_ > 0) return;
  chat::MemberOrder order;
  if (!to_seat_.empty()) {
    order = to_seat_.back();
  } else {
    order.room = stock_.rooms[dice_.below(stock_.rooms.size())];
    order.by = stock_.people.front();
    order.subject = stock_.people[dice_.between(1, stock_.people.size() - 1)];
    order.kind = dice_.one_in(2) ? store::MemberChange::Kind::add : store::MemberChange::Kind::remove;
  }
  changing_ = true;
  const bool seats = !to_seat_.empty();
  mailboxes_.as(outside_thread, [&] {
    server_->change_member(dice_.below(worker_count), order,
                           [this, seats](const base::Result<model::EntryId>& result) {
                             changing_ = false;
                             if (seats && result) to_seat_.pop_back();
                           });
  });
}

void World::seat_everybody() {
  for (const auto& room : stock_.rooms) {
    for (std::size_t number = 1; number < stock_.people.size(); ++number) {
      chat::MemberOrder order;
      order.room = room;
      order.by = stock_.people.front();
      order.subject = stock_.people[number];
      order.kind = store::MemberChange::Kind::add;
      to_seat_.push_back(std::move(order));
    }
  }
}

// ---- The writer's connection

std::optional<Fate> World::fate_of(Control verb) {
  if (verb == Control::commit) return fate_of_commit();
  if (!faults_ || !refuses_ || verb != Control::begin_write || !dice_.one_in(60)) return std::nullopt;
  counts_.add(Met::rollbacks);
  return Fate{injected(FailureKind::busy)};
}

std::optional<Fate> World::fate_of_commit() {
  if (dice_.one_in(3)) interlude();
  if (!faults_) return std::nullopt;
  if (dice_.one_in(250)) {
    counts_.add(Met::lost_commits);
    crash_due_ = true;
    return Fate{injected(FailureKind::other)};
  }
  if (!refuses_ || !dice_.one_in(25)) return std::nullopt;
  switch (dice_.below(6)) {
    case 0:
      counts_.add(Met::io_faults);
      return Fate{injected(FailureKind::io), dice_.one_in(2)};
    case 1:
      return Fate{injected(FailureKind::full)};
    case 2:
      return Fate{injected(FailureKind::other)};
    default:
      return Fate{injected(FailureKind::busy)};
  }
}

std::optional<Failure> World::failure_of_statement() {
  if (!faults_ || !refuses_ || !dice_.one_in(200)) return std::nullopt;
  counts_.add(Met::undone_jobs);
  return injected(FailureKind::constraint);
}

}  // namespace heartlink::fault::simulation
