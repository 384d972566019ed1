// SPDX-License-Identifier: Apache-2.0
// F24: enemies beside good clients: garbage, broken frames, requests without an end, a thousand joins a
// second. The good ones do not notice, the server does not grow and does not die.
#include "tests/fault/scenario/data_in_memory.h"
#include "tests/fault/scenario/hostile_crowd.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"

namespace heartlink::fault {
namespace {

// So that whoever never ends his request is cut off within the run.
const process::Words settings{"limits.header_deadline=2s"};

// Twice, each after a quiet time: what else the machine does falls on both.
constexpr int attacks = 2;
constexpr seconds quiet{5};
constexpr seconds attacked{10};
constexpr seconds calm_again{6};  // longer than any deadline of a connection that is being closed

void start_everybody(Trial& trial) {
  std::vector<ClientPlan> talking;
  std::vector<ClientPlan> reading;
  for (auto& plan : trial.crowd(4, 15, "healthy")) (plan.window > 0 ? talking : reading).push_back(plan);
  trial.start_clients("clients1", std::move(talking));
  trial.start_clients("clients2", std::move(reading));
}

void attack(Trial& trial) {
  // The last reader of the first room has an enemy's hands.
  HostileCrowd enemies{{trial.server.port(), "r1", trial.token_of("d3")}, trial.random()};
  for (auto left = milliseconds{attacked}; left > milliseconds{0}; left -= milliseconds{250}) {
    trial.work_for(milliseconds{250});
    trial.measure("rss_bytes", figures_of(trial.server.pid()).rss_bytes);
  }
  enemies.stop();
  for (const auto& [deed, times] : enemies.deeds()) trial.count(deed, times);
  for (const auto& complaint : enemies.complaints()) trial.find("I12: " + complaint);
  for (const auto* deed : {"joins", "wrong_tokens", "garbage", "broken_requests", "broken_frames", "nonsense",
                           "ping_floods", "drips_cut"}) {
    if (!enemies.deeds().contains(deed)) trial.find(std::string{"I12: no enemy got to do this: "} + deed);
  }
}

}  // namespace

int run_hostile(RunOptions options) {
  keep_data_in_memory();
  Trial trial{std::move(options), settings};
  trial.open(4, 4, 3);
  start_everybody(trial);
  for (int time = 0; time < attacks; ++time) {
    trial.phase("baseline");
    trial.work_for(quiet);
    if (time == 0) trial.measure_server(true);
    trial.phase("fault");
    attack(trial);
    trial.phase("healed");
    trial.wait_for_acknowledgement(seconds{5});
    trial.work_for(calm_again);
    trial.measure_server(false);
  }
  return trial.finish();
}

}  // namespace heartlink::fault
