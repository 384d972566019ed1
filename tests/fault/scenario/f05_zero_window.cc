// SPDX-License-Identifier: Apache-2.0
// F5: readers that take nothing, and a whole process of clients that stands still (SIGSTOP), in rooms in
// which the healthy go on talking. The server must be rid of them soon, without growing, and without the
// healthy noticing; and they must come back to everything.
#include <csignal>

#include "tests/fault/scenario/http_sends.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"

namespace heartlink::fault {
namespace {

// The queue of a deaf socket (256 KiB with the kernel's part of it) is full after three seconds of this.
constexpr std::size_t loud_rooms = 2;
constexpr std::size_t body_bytes = 1000;
constexpr std::uint32_t messages_per_second = 20;

// In the quiet room so much is said that the kernel's buffers are full and the queue is not: only the time
// that the socket takes nothing can end it.
constexpr int quiet_messages = 48;
constexpr std::size_t quiet_bytes = 3900;

constexpr seconds short_deafness{5};
constexpr seconds closed_by{15};
constexpr milliseconds look_again{250};

std::int64_t open_connections(const Trial& trial) {
  return static_cast<std::int64_t>(metric_of(trial.server, "heartlink_connections"));
}

std::vector<ClientPlan> talkers(Trial& trial) {
  auto all = trial.crowd(8, messages_per_second, "healthy-");
  std::erase_if(all, [&](const auto& plan) { return plan.room == trial.rooms().back(); });
  for (auto& plan : all) plan.body_bytes = body_bytes;
  return all;
}

// One reader and one that also writes, in every loud room, and a reader in the quiet one.
std::vector<ClientPlan> deaf(Trial& trial) {
  std::vector<ClientPlan> all;
  for (std::size_t at = 0; at < trial.rooms().size(); ++at) {
    const bool quiet = at == loud_rooms;
    for (const auto* user : {"d1", "d2", "w1"}) {
      if (quiet && user != std::string{"d1"}) continue;
      auto& plan = all.emplace_back(trial.client(user, trial.rooms()[at]));
      plan.client = "deaf-" + plan.client;
      plan.deaf = true;
      if (plan.user != "w1") continue;
      plan.window = 4;
      plan.per_second = messages_per_second;
    }
  }
  return all;
}

std::vector<ClientPlan> standing(Trial& trial) {
  std::vector<ClientPlan> all;
  for (std::size_t at = 0; at < loud_rooms; ++at) {
    for (const auto* user : {"d1", "d2", "w2"}) {
      auto& plan = all.emplace_back(trial.client(user, trial.rooms()[at]));
      plan.client = "standing-" + plan.client;
      if (plan.user != "w2") continue;
      plan.window = 4;
      plan.per_second = messages_per_second;
    }
  }
  return all;
}

// Heard again while the server still waits for its goodbye to be taken: they are told 4408.
void be_deaf_shortly(Trial& trial) {
  trial.clients.order("deaf");
  trial.work_for(short_deafness);
  trial.clients.order("hear");
  trial.work_for(seconds{3});
  const auto ended = trial.clients.progress().ended;
  const auto slow = ended.find("4408");
  trial.count("slow_consumers", slow == ended.end() ? 0 : slow->second);
  if (slow == ended.end()) trial.find("nobody was closed with 4408 whose queue was full");
}

// Nothing is asked of the client processes meanwhile: one of them stands still.
void be_deaf_for_long(Trial& trial, std::int64_t gone) {
  const auto before = open_connections(trial);
  const auto began = std::chrono::steady_clock::now();
  trial.clients.order("deaf");
  trial.clients.signal("standing", SIGSTOP);
  for (int number = 1; number <= quiet_messages; ++number)
    send_over_http(trial, "owner", trial.rooms().back(), "quiet-" + std::to_string(number), quiet_bytes);
  const process::Deadline deadline{closed_by + seconds{1}};
  while (open_connections(trial) > before - gone && !deadline.passed()) {
    trial.work_for(look_again);
    trial.measure_server(false);
  }
  const auto took =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began).count();
  trial.measure("closed_ms", took);
  trial.count("closed", before - open_connections(trial));
  trial.count("closed_ms", took);
  trial.work_for(seconds{2});
  trial.clients.signal("standing", SIGCONT);
  trial.clients.order("hear");
}

}  // namespace

int run_zero_window(RunOptions options) {
  Trial trial{std::move(options), {"limits.stalled_write=3s"}};
  trial.open(loud_rooms + 1, 4, 2);
  trial.start_clients("healthy", talkers(trial));
  auto deaf_ones = deaf(trial);
  auto standing_ones = standing(trial);
  const auto gone = static_cast<std::int64_t>(deaf_ones.size() + standing_ones.size());
  trial.start_clients("deaf", std::move(deaf_ones));
  trial.start_clients("standing", std::move(standing_ones));
  trial.work_until(200);
  trial.phase("baseline");
  trial.bound("closed_ms", milliseconds{closed_by}.count());
  trial.work_for(seconds{7});
  trial.measure_server(true);
  trial.phase("fault");
  be_deaf_shortly(trial);
  be_deaf_for_long(trial, gone);
  trial.phase("healed");
  trial.work_for(seconds{6});
  trial.measure_server(false);
  return trial.finish();
}

}  // namespace heartlink::fault
