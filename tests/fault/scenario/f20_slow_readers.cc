// SPDX-License-Identifier: Apache-2.0
// F20: one in twenty of a busy room never reads. They are closed with 4408 instead of filling the memory,
// come back complete, and the others do not notice. Then more is written than the disk takes: what does not
// fit into the queue is refused as busy, and gets in later.
#include "tests/fault/scenario/data_in_memory.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"
#include "tests/fault/scenario/so_far.h"

namespace heartlink::fault {
namespace {

constexpr std::size_t writers = 20;
constexpr std::size_t readers = 20;
constexpr std::size_t deaf = (writers + readers) / 20;
constexpr std::uint32_t per_second = 15;  // of each writer
constexpr std::size_t body_bytes = 500;
constexpr std::size_t flooded_rooms = 8;
constexpr std::size_t flooders = 4;      // in each of them
constexpr std::size_t flood_window = 32;  // of each: what a socket may have unanswered

constexpr std::int64_t write_queue_jobs = 64;
const process::Words settings{"limits.write_queue_jobs=" + std::to_string(write_queue_jobs)};

// What a deaf one may cost, and what grows anyway in a run of this length: SQLite's page caches of 16 and
// twice 4 MiB, and the heaps of the threads.
constexpr std::int64_t kib = 1024;
constexpr std::int64_t deaf_bytes = 256 * kib;
constexpr std::int64_t growth_bytes = 32 * 1024 * kib;

void start_everybody(Trial& trial) {
  std::vector<ClientPlan> healthy;
  std::vector<ClientPlan> slow;
  for (auto& plan : trial.crowd(4, per_second)) {
    if (plan.room != "r1") continue;
    plan.body_bytes = body_bytes;
    if (plan.window > 0) plan.client = "healthy" + plan.client;
    plan.deaf = plan.window == 0 && slow.size() < deaf;
    (plan.deaf ? slow : healthy).push_back(std::move(plan));
  }
  trial.start_clients("healthy", std::move(healthy));
  trial.start_clients("deaf", std::move(slow));
}

void limit_memory(Trial& trial) {
  const auto now = figures_of(trial.server.pid()).rss_bytes;
  trial.bound("rss_bytes", now + static_cast<std::int64_t>(deaf) * deaf_bytes + growth_bytes);
  trial.count("rss_base_kib", now / kib);
}

// The most that it was is a figure of the last line.
void watch_memory(Trial& trial, milliseconds time, std::int64_t& most) {
  constexpr milliseconds look_again{250};
  for (auto left = time; left > milliseconds{0}; left -= look_again) {
    trial.work_for(look_again);
    const auto now = figures_of(trial.server.pid()).rss_bytes;
    trial.measure("rss_bytes", now);
    most = std::max(most, now);
  }
}

// Within the five seconds for which the server holds the door to a client that it has closed, it can still
// learn why; later there is only the end of the connection.
void be_deaf_for(Trial& trial, milliseconds time, std::int64_t& most) {
  trial.clients.order("deaf");
  watch_memory(trial, time, most);
  trial.clients.order("hear");
  watch_memory(trial, seconds{2}, most);
}

void flood(Trial& trial, milliseconds time, std::int64_t& most) {
  std::vector<ClientPlan> plans;
  for (std::size_t room = 1; room <= flooded_rooms; ++room) {
    for (std::size_t writer = 1; writer <= flooders; ++writer) {
      auto plan = trial.client("w" + std::to_string(writer), trial.rooms().at(room));
      plan.client = "flood" + plan.client;
      plan.window = flood_window;
      plans.push_back(std::move(plan));
    }
  }
  trial.start_clients("flood", std::move(plans));
  trial.bound("write_queue_jobs", write_queue_jobs);
  for (int part = 0; part < 4; ++part) {
    watch_memory(trial, time / 4, most);
    trial.measure("write_queue_jobs",
                  static_cast<std::int64_t>(metric_of(trial.server, "heartlink_write_queue_jobs")));
  }
}

void check_it_struck(Trial& trial, std::int64_t most) {
  const auto slow = closed_so_far(trial, 4408);
  const auto busy = refused_so_far(trial, "busy");
  trial.count("closed_4408", slow);
  trial.count("busy", busy);
  trial.count("rss_most_kib", most / kib);
  if (slow == 0) trial.find("I12: nobody who never read was closed with 4408");
  if (busy == 0) trial.find("I12: the write queue was never full, so nobody was refused as busy");
}

}  // namespace

int run_slow_readers(RunOptions options) {
  const bool smoke = options.smoke;
  keep_data_in_memory();
  Trial trial{std::move(options), settings};
  trial.open(1 + flooded_rooms, writers, readers);
  start_everybody(trial);
  std::int64_t most = 0;
  const std::vector<seconds> deaf_times =
      smoke ? std::vector{seconds{3}} : std::vector{seconds{3}, seconds{3}, seconds{8}};
  for (std::size_t at = 0; at < deaf_times.size(); ++at) {
    // Before each of them: what else the machine does falls on both.
    trial.phase("baseline");
    trial.work_for(seconds{3});
    if (at == 0) limit_memory(trial);
    trial.phase("fault");
    be_deaf_for(trial, deaf_times[at], most);
  }
  trial.phase("calm");
  flood(trial, smoke ? seconds{2} : seconds{3}, most);
  check_it_struck(trial, most);
  trial.phase("healed");
  return trial.finish();
}

}  // namespace heartlink::fault
