// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/world.h"

#include <algorithm>
#include <utility>

namespace heartlink::fault::simulation {
namespace {

constexpr std::size_t weight_most = 12;
constexpr std::size_t clients_least = 6;
constexpr std::size_t clients_most = 9;
constexpr std::size_t messages_least = 3;
constexpr std::size_t messages_most = 16;
constexpr std::size_t rest_steps = 60'000;
constexpr std::size_t patience_steps = 2'000;  // without an answer a client tries another connection

// So small that every edge of every queue is near; the relation between them is that of base/limits.h.
base::Limits small_limits(Dice& dice, bool refuses) {
  base::Limits limits;
  limits.catching_up_entries = dice.between(1, 4);
  limits.resume_entries = static_cast<std::uint32_t>(dice.between(4, 12));
  limits.resume_tail = static_cast<std::uint32_t>(dice.between(1, 4));
  limits.resume_part_bytes = dice.between(600, 2'500);
  limits.socket_send_buffer_bytes = dice.between(200, 1'500);
  limits.send_queue_bytes = limits.resume_part_bytes + dice.between(3'500, 6'000);
  if (refuses) limits.write_queue_jobs = dice.between(3, 8);
  limits.write_batch_jobs = dice.between(1, 6);
  limits.write_batch_room_jobs = dice.between(1, 3);
  limits.unanswered_commands = static_cast<std::uint32_t>(dice.between(2, 5));
  limits.frames_per_write = static_cast<std::uint32_t>(dice.between(1, 8));
  limits.messages_per_second = 1'000;
  limits.messages_burst = 1'000;
  return limits;
}

}  // namespace

World::World(const Shelf& shelf, std::uint64_t seed, Recorder& recorder, Counts& counts, bool trace)
    : stock_(shelf.stock()),
      recorder_(recorder),
      counts_(counts),
      trace_(trace),
      dice_(seed),
      refuses_(!dice_.one_in(3)),
      limits_(small_limits(dice_, refuses_)),
      database_(shelf.fresh()) {
  for (auto& weight : weights_) weight = dice_.between(1, weight_most);
  const auto count = dice_.between(clients_least, clients_most);
  const auto rooms = dice_.between(2, stock_.rooms.size());
  for (std::size_t number = 0; number < count; ++number) {
    ClientPlan plan;
    plan.person = stock_.people[number % stock_.people.size()];
    plan.name = "c" + std::to_string(number) + "-" + plan.person.name;
    plan.room = stock_.rooms[dice_.below(rooms)];
    plan.messages = dice_.between(messages_least, messages_most);
    plan.starts_at_head = dice_.one_in(4);
    clients_.push_back(
        std::make_unique<Client>(std::move(plan), *this, recorder_, dice_, counts_, connections_));
  }
  start_server();
}

// A crash: what is under way may hold on to any of the parts.
World::~World() {
  mailboxes_.clear();
  server_.reset();
}

void World::suffer(std::size_t steps) {
  recorder_.note(What::phase, "fault");
  if (refuses_) say_that_it_refuses();
  for (const auto end = steps_ + steps; steps_ < end;) {
    go_wrong();
    step();
  }
}

void World::heal() {
  faults_ = false;
  if (end_at_ > 0) crash();
  if (!server_) start_server();
  server_->writer().resume();
  asleep_until_.clear();
  recorder_.note(What::phase, "healed");
  for (const auto& client : clients_) client->heal();
  seat_everybody();
}

bool World::come_to_rest() {
  auto heard_at = steps_;
  for (const auto end = steps_ + rest_steps; steps_ < end;) {
    if (is_quiet()) return true;
    if (!to_seat_.empty()) change_member();
    const auto before = recorder_.history().size();
    step();
    if (recorder_.history().size() != before) heard_at = steps_;
    if (steps_ - heard_at < patience_steps) continue;
    heard_at = steps_;
    for (const auto& client : clients_) {
      if (!client->is_done()) client->cut();
    }
  }
  return false;
}

void World::reconnect() {
  for (const auto& client : clients_) client->cut();
}

History World::read_all(const model::RoomId& room) {
  ClientPlan plan;
  plan.name = "reader";
  plan.person = stock_.people.front();
  plan.room = room;
  plan.reads_only = true;
  Recorder own;
  Counts uncounted;
  clients_.push_back(std::make_unique<Client>(std::move(plan), *this, own, dice_, uncounted, connections_));
  auto& reader = *clients_.back();
  for (const auto end = steps_ + rest_steps; steps_ < end && !reader.is_done();) step();
  const bool done = reader.is_done();
  reader.cut();
  clients_.pop_back();
  return done ? own.history() : History{};
}

bool World::is_quiet() const {
  const bool idle = mailboxes_.waiting().empty() && !server_->writer().has_work() && to_seat_.empty();
  return idle && !changing_ &&
         std::ranges::all_of(clients_, [](const auto& client) { return client->is_done(); });
}

// ---- The door

std::shared_ptr<Wire> World::connect(const Knock& knock) {
  if (!server_ || server_->is_draining() || end_at_ > 0) return nullptr;
  auto wire = std::make_shared<Wire>();
  connection::Admitted admitted;
  admitted.person.user = knock.person;
  admitted.room = knock.room;
  if (knock.after >= 0) admitted.after = model::EntryId{knock.after};
  admitted.epoch = knock.epoch;
  mailboxes_.as(outside_thread,
                [&] { server_->accept(dice_.below(worker_count), wire, std::move(admitted)); });
  return wire;
}

bool World::read_page(store::PageQuery query, PageAnswer answer) {
  if (!server_ || server_->is_draining() || end_at_ > 0) return false;
  mailboxes_.as(outside_thread,
                [&] { server_->read_page(dice_.below(worker_count), std::move(query), std::move(answer)); });
  return true;
}

}  // namespace heartlink::fault::simulation
