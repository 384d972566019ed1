// SPDX-License-Identifier: Apache-2.0
// F2: the server is killed exactly at each step of a message's way: bytes received, transaction begun, frames
// of the commit written, before and after the sync, before and after the answer left, in the middle of a
// frame.
#include <array>
#include <csignal>
#include <string>

#include "tests/fault/scenario/failing_server.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

using preload::Step;

constexpr std::array steps{Step::received, Step::begin,  Step::insert,   Step::sync,
                           Step::synced,   Step::answer, Step::answered, Step::mid_frame};

// Somewhere among the next so many occurrences, so that the kill meets other people's work as well.
constexpr std::uint32_t within_occurrences = 40;

void kill_at(Trial& trial, FailingServer& server, Step step) {
  preload::Order order;
  order.step = step;
  order.action = preload::Action::kill;
  order.countdown = 1 + static_cast<std::uint32_t>(trial.random() % within_occurrences);
  if (step == Step::mid_frame) order.argument = 1 + trial.random() % 60;
  server.control().arm(order);
  const std::string name{preload::name_of(step)};
  if (server.end_within(seconds{10}) != 128 + SIGKILL) return trial.find("I10: no kill at " + name);
  trial.count(name, 1);
  trial.count("kills", 1);
  server.start_again();
  trial.wait_for_acknowledgement(seconds{5});
}

}  // namespace

int run_kill_at_step(RunOptions options) {
  const int rounds = options.smoke ? 3 : 15;
  Trial trial{std::move(options)};
  FailingServer server{trial};
  trial.open(4, 4, 3);
  trial.start_crowd(8, 60);
  trial.work_until(500);
  trial.phase("fault");
  for (int round = 0; round < rounds; ++round) {
    for (const auto step : steps) kill_at(trial, server, step);
  }
  trial.phase("healed");
  trial.work_for(seconds{1});
  return trial.finish();
}

}  // namespace heartlink::fault
