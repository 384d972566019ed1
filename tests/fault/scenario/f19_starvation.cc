// SPDX-License-Identifier: Apache-2.0
// F19: the server gets a tenth of a CPU, while more is asked of it than that can do. It becomes slow and
// nothing else: nobody who is there is taken for dead, nothing piles up, and afterwards it is as fast as
// before.
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"
#include "tests/fault/scenario/so_far.h"
#include "tests/fault/scenario/starvation.h"

namespace heartlink::fault {
namespace {

// Twice a duty cycle of a tenth: what is left of it when the machine itself is busy stays below.
constexpr std::int64_t cpu_percent_max = 20;

// Sockets that say nothing for so long are closed; everybody pings every two seconds.
const process::Words settings{"limits.silent_socket=6s"};

void starve(Trial& trial, const std::string& how, seconds time) {
  const auto began = figures_of(trial.server.pid());
  const auto acknowledged = trial.clients.progress().acknowledged;
  for (int second = 0; second < time.count(); ++second) {
    trial.work_for(seconds{1});
    trial.measure_server(false);
  }
  const auto percent =
      (figures_of(trial.server.pid()).cpu_ms - began.cpu_ms) * 100 / milliseconds{time}.count();
  const auto taken = trial.clients.progress().acknowledged - acknowledged;
  trial.count(how + "_cpu_percent", percent);
  trial.count(how + "_acknowledged", static_cast<std::int64_t>(taken));
  if (percent > cpu_percent_max)
    trial.find("I12: it was not starved, it had " + std::to_string(percent) + " %");
  if (taken == 0) trial.find("I10: nothing at all was acknowledged with a tenth of a CPU");
}

void starve_by_quota(Trial& trial, seconds time) {
  const auto quota = CpuQuota::try_on(trial.server.pid());
  if (!quota) return trial.count("quota_is_not_available", 1);
  starve(trial, "quota", time);
  trial.count("throttled", quota->throttled());
  if (quota->throttled() == 0) trial.find("I12: the quota never held it up");
}

void check_nobody_was_lost(Trial& trial) {
  for (const auto& closed : so_far(trial, What::closed)) {
    trial.find("I9: " + closed.client + " was cut off with " + std::to_string(closed.id) +
               " by a server that was only slow");
  }
}

}  // namespace

int run_starvation(RunOptions options) {
  Trial trial{std::move(options), settings};
  trial.open(4, 6, 6);
  trial.start_crowd(8, 70);
  trial.work_until(1500);
  trial.measure_server(true);
  trial.phase("fault");
  {
    const DutyCycle duty{trial.server.pid()};
    starve(trial, "duty", seconds{10});
  }
  trial.phase("healed");
  trial.wait_for_acknowledgement(seconds{5});
  trial.work_for(seconds{5});
  trial.phase("fault");
  starve_by_quota(trial, seconds{8});
  trial.phase("healed");
  trial.wait_for_acknowledgement(seconds{5});
  trial.work_for(seconds{5});
  check_nobody_was_lost(trial);
  trial.measure_server(false);
  return trial.finish();
}

}  // namespace heartlink::fault
