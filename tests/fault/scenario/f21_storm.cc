// SPDX-License-Identifier: Apache-2.0
// F21: thousands of sockets lose their connection in the same instant and come back at once, without any
// jitter: first while nobody says anything, then while messages flow. All of them have resumed within twenty
// seconds, nobody misses anything, and the server has not grown.
#include "tests/fault/scenario/idle_sockets.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"

namespace heartlink::fault {
namespace {

constexpr std::size_t rooms = 20;
constexpr std::size_t people = 25;   // in each room, the same ones in all of them
constexpr std::size_t devices = 20;  // of each of them in each room
constexpr std::size_t sockets = rooms * people * devices;
constexpr std::size_t processes = 4;

constexpr seconds everybody_by{20};
constexpr milliseconds look_again{50};

// What a socket may cost in a storm beyond what it costs anyway: a part of what it resumes, and its place in
// the queues.
constexpr std::int64_t storm_bytes_of_a_socket = std::int64_t{16} * 1024;

void start_everybody(Trial& trial) {
  std::vector<std::vector<ClientPlan>> plans(processes);
  std::size_t at = 0;
  for (const auto& one : trial.crowd(0, 0)) {
    for (std::size_t device = 1; device <= devices; ++device) {
      auto plan = one;
      plan.client += "-" + std::to_string(device);
      if (one.user == "w1" && device == 1) {
        plan.window = 4;
        plan.per_second = 1;
      }
      plans[at++ % processes].push_back(std::move(plan));
    }
  }
  for (std::size_t process = 0; process < processes; ++process)
    trial.start_clients("clients" + std::to_string(process), std::move(plans[process]));
}

// Until every socket is live again; then how long that took.
milliseconds wait_for_everybody(Trial& trial, milliseconds most) {
  const auto began = std::chrono::steady_clock::now();
  const process::Deadline deadline{most};
  for (;;) {
    const auto progress = trial.clients.progress();
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
    if (progress.live == sockets) return took;
    if (deadline.passed()) {
      trial.find("I10: " + std::to_string(sockets - progress.live) + " of " + std::to_string(sockets) +
                 " have not resumed after " + std::to_string(took.count()) + " ms");
      return took;
    }
    trial.work_for(look_again);
  }
}

void storm(Trial& trial, const std::string& name) {
  trial.phase("fault");
  const auto before = figures_of(trial.server.pid()).cpu_ms;
  trial.clients.order("cut");
  trial.count(name + "_ms", wait_for_everybody(trial, everybody_by).count());
  trial.count(name + "_server_cpu_ms", figures_of(trial.server.pid()).cpu_ms - before);
  trial.measure("rss_bytes", figures_of(trial.server.pid()).rss_bytes);
  trial.phase("calm");
}

}  // namespace

int run_storm(RunOptions options) {
  raise_own_descriptor_limit();
  Trial trial{std::move(options)};
  trial.open(rooms, 1, people - 1);
  start_everybody(trial);
  trial.count("gathered_ms", wait_for_everybody(trial, seconds{60}).count());
  trial.work_for(seconds{5});
  trial.measure_server(true);
  const auto calm_bytes = figures_of(trial.server.pid()).rss_bytes;
  trial.bound("rss_bytes", calm_bytes + static_cast<std::int64_t>(sockets) * storm_bytes_of_a_socket);
  trial.count("sockets", sockets);
  trial.clients.order("pause");
  trial.work_for(seconds{1});
  storm(trial, "silent");
  trial.resume_work();
  trial.work_for(seconds{2});
  storm(trial, "talking");
  trial.work_for(seconds{2});
  trial.measure("rss_bytes", figures_of(trial.server.pid()).rss_bytes);
  trial.phase("healed");
  return trial.finish();
}

}  // namespace heartlink::fault
