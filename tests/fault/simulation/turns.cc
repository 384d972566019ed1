// SPDX-License-Identifier: Apache-2.0
// Whose turn it is in a simulated world, and what each turn does.
#include <algorithm>
#include <cstdio>
#include <numeric>

#include "tests/fault/simulation/world.h"

namespace heartlink::fault::simulation {
namespace {

constexpr std::size_t interlude_steps = 14;
constexpr std::size_t interludes_deep = 2;
constexpr std::size_t chunk_bytes = 3'000;
constexpr std::size_t tick_ms = 40;

}  // namespace

void World::step() {
  ++steps_;
  const auto total = std::accumulate(weights_.begin(), weights_.end(), std::size_t{0});
  // A kind of turn that nobody can take now is drawn again, a few times: a step may be empty.
  for (int tries = 0; tries < 8; ++tries) {
    std::size_t turn = 0;
    for (auto at = dice_.below(total); at >= weights_[turn]; ++turn) at -= weights_[turn];
    if (try_turn(static_cast<Turn>(turn))) break;
  }
  if (depth_ > 0) return;
  if (crash_due_) return crash();
  if (server_) server_->sweep();
}

// One of those that can, each with the same chance.
template <class Thing, class Able>
Thing* World::some(const std::vector<std::unique_ptr<Thing>>& things, Able able) {
  const auto count =
      static_cast<std::size_t>(std::ranges::count_if(things, [&](const auto& one) { return able(*one); }));
  if (count == 0) return nullptr;
  auto skip = dice_.below(count);
  for (const auto& one : things) {
    if (able(*one) && skip-- == 0) return one.get();
  }
  return nullptr;
}

bool World::sleeps(const Client& client) const {
  const auto found = asleep_until_.find(client.plan().name);
  return found != asleep_until_.end() && found->second > steps_;
}

bool World::try_turn(Turn turn) {
  if (turn == Turn::clock) return pass_time();
  if (turn == Turn::take || turn == Turn::act) return move_client(turn);
  if (!server_) return false;
  switch (turn) {
    case Turn::task:
      return run_task();
    case Turn::write:
      return write();
    case Turn::read:
      return read();
    case Turn::answer:
      return answer();
    default:
      return move_sockets(turn);
  }
}

bool World::run_task() {
  const auto pairs = mailboxes_.waiting();
  if (pairs.empty()) return false;
  const auto pair = pairs[dice_.below(pairs.size())];
  if (trace_)
    say("worker " + std::to_string(pair.worker) + " runs what " + std::to_string(pair.poster) + " posted");
  mailboxes_.run_one(pair);
  return true;
}

bool World::write() {
  if (writing_ || !server_->writer().has_work()) return false;
  if (trace_) say("the writer gathers");
  writing_ = true;
  mailboxes_.as(writer_thread, [this] { server_->writer().turn(); });
  writing_ = false;
  if (trace_) say("the writer has written");
  if (server_->writer().is_faulted() && end_at_ == 0) end_at_ = steps_ + dice_.below(60);
  if (faults_ && !crash_due_ && dice_.one_in(160)) {
    counts_.add(Met::silent_commits);
    crash_due_ = true;
  }
  return true;
}

bool World::read() {
  const auto reader = dice_.below(reader_count);
  if (!server_->readers().can_read(reader)) return false;
  if (trace_) say("reader " + std::to_string(reader) + " reads");
  mailboxes_.as(first_reader_thread + reader, [&] { server_->readers().read(reader); });
  return true;
}

bool World::answer() {
  const auto reader = dice_.below(reader_count);
  if (!server_->readers().can_answer(reader)) return false;
  if (trace_) say("reader " + std::to_string(reader) + " answers");
  mailboxes_.as(first_reader_thread + reader, [&] { server_->readers().answer(reader); });
  return true;
}

bool World::move_sockets(Turn turn) {
  const auto& sockets = server_->sockets();
  const auto able = [turn](const Socket& socket) {
    if (socket.finished()) return false;
    if (turn == Turn::flush) return socket.can_flush();
    return turn == Turn::hear ? socket.can_hear() : socket.can_finish();
  };
  auto* const socket = some(sockets, able);
  if (socket == nullptr) return false;
  mailboxes_.as(socket->worker(), [&] {
    if (turn == Turn::flush) {
      socket->flush(some_bytes());
    } else if (turn == Turn::hear) {
      socket->hear();
    } else {
      socket->finish();
    }
  });
  return true;
}

bool World::move_client(Turn turn) {
  if (turn == Turn::act) return clients_[dice_.below(clients_.size())]->act();
  const auto awake = [this](const Client& client) { return client.can_read() && !sleeps(client); };
  auto* const client = some(clients_, awake);
  if (client == nullptr) return false;
  client->read(some_bytes());
  return true;
}

bool World::pass_time() {
  clock_.advance(std::chrono::milliseconds{dice_.below(tick_ms)});
  // What only ever repeats itself would let nothing come to rest.
  if (!server_ || !faults_ || !dice_.one_in(32)) return true;
  const auto worker = dice_.below(worker_count);
  mailboxes_.as(worker, [&] {
    server_->announce_counts(worker);
    for (const auto& socket : server_->sockets()) {
      if (socket->worker() == worker && !socket->finished()) socket->receiver().on_heartbeat();
    }
  });
  return true;
}

void World::interlude() {
  if (depth_ >= interludes_deep || crash_due_) return;
  counts_.add(Met::interludes);
  ++depth_;
  for (auto left = dice_.below(interlude_steps); left > 0 && !crash_due_; --left) step();
  --depth_;
}

// A few bytes now and then, so that frames are torn; mostly more than one frame.
std::size_t World::some_bytes() { return 1 + dice_.below(dice_.one_in(8) ? 20 : chunk_bytes); }

void World::say(const std::string& line) const {
  if (trace_) std::printf("%6zu%s %s\n", steps_, std::string(depth_ * 2, ' ').c_str(), line.c_str());
}

}  // namespace heartlink::fault::simulation
