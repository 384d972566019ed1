// SPDX-License-Identifier: Apache-2.0
// F1: the server is killed at random moments and started again, over and over, while everybody writes as fast
// as they are answered.
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

// After a restart it must be ready by then, whatever it has to recover.
constexpr seconds ready_by{2};

void kill_and_start(Trial& trial) {
  trial.server.kill();
  const auto began = std::chrono::steady_clock::now();
  trial.server.start();
  if (std::chrono::steady_clock::now() - began > ready_by) trial.find("I10: not ready 2 s after a kill");
  trial.count("kills", 1);
}

}  // namespace

int run_kill(RunOptions options) {
  const bool smoke = options.smoke;
  Trial trial{std::move(options)};
  trial.open(8, 5, 4);
  trial.start_crowd(8, 100);
  trial.work_until(2000);
  trial.measure_server(true);
  trial.phase("fault");
  const int kills = smoke ? 22 : 40;
  for (int kill = 0; kill < kills; ++kill) {
    trial.work_for(trial.between(milliseconds{200}, milliseconds{1200}));
    kill_and_start(trial);
  }
  trial.phase("healed");
  trial.wait_for_acknowledgement(seconds{5});
  trial.work_for(seconds{1});
  trial.settle();
  trial.measure_server(false);
  return trial.finish();
}

}  // namespace heartlink::fault
