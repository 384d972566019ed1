// SPDX-License-Identifier: Apache-2.0
// F17: a server that may open 256 files and gets a thousand connections that say nothing. Those who are in go
// on talking, nothing spins, the operator still gets a word in; and when everybody inside loses his
// connection as well, they are back as soon as there is room.
#include <signal.h>

#include <exception>

#include "tests/fault/scenario/idle_sockets.h"
#include "tests/fault/scenario/scenarios.h"
#include "tests/fault/scenario/server_figures.h"
#include "tests/fault/scenario/so_far.h"

namespace heartlink::fault {
namespace {

constexpr std::int64_t descriptors_max = 256;
constexpr std::int64_t struck_at = 200;  // open files from which on the limit is what holds others off
constexpr std::size_t idle_sockets = 1000;
constexpr std::int64_t cpu_percent_max = 20;
constexpr seconds word_by{2};  // those inside notice nothing

void check_the_limit_is_met(Trial& trial, IdleSockets& idle) {
  const auto open = figures_of(trial.server.pid()).descriptors;
  trial.count("files", open);
  trial.count("turned_away", static_cast<std::int64_t>(idle.closed()));
  trial.bound("fds", descriptors_max);
  trial.measure("fds", open);
  if (open < struck_at) trial.find("I12: the descriptors are not used up, so nothing was tried");
}

// With nothing to do, and hundreds who knock.
void check_nothing_spins(Trial& trial) {
  trial.clients.order("pause");
  trial.work_for(seconds{1});
  constexpr seconds watched{4};
  const auto before = figures_of(trial.server.pid()).cpu_ms;
  trial.work_for(watched);
  const auto percent = (figures_of(trial.server.pid()).cpu_ms - before) * 100 / milliseconds{watched}.count();
  trial.bound("idle_cpu_percent", cpu_percent_max);
  trial.measure("idle_cpu_percent", percent);
  trial.count("idle_cpu_percent", percent);
  trial.resume_work();
}

void check_operator_is_heard(Trial& trial) {
  try {
    trial.server.must({"user", "list"});
  } catch (const std::exception& error) {
    trial.find(std::string{"I10: at the limit the operator is not heard: "} + error.what());
  }
}

// The server stands still while strangers queue up before its door and those inside lose their connections:
// when it goes on, the strangers are first.
void lock_everybody_out(Trial& trial, IdleSockets& idle) {
  ::kill(trial.server.pid(), SIGSTOP);
  idle.add(idle_sockets);
  trial.clients.order("cut");
  trial.work_for(milliseconds{200});
  ::kill(trial.server.pid(), SIGCONT);
  trial.work_for(seconds{2});
  const auto progress = trial.clients.progress();
  trial.count("locked_out", static_cast<std::int64_t>(progress.clients - progress.live));
  if (progress.live == progress.clients) trial.find("I10: nobody was locked out, so nobody came back");
}

}  // namespace

int run_descriptors(RunOptions options) {
  raise_own_descriptor_limit();
  Trial trial{std::move(options)};
  trial.server.run_under({"/usr/bin/prlimit", "--nofile=" + std::to_string(descriptors_max)});
  trial.open(4, 3, 3);
  trial.start_crowd(4, 25);
  trial.work_until(600);
  trial.phase("fault");
  IdleSockets idle{trial.server.port()};
  idle.add(idle_sockets);
  trial.work_for(seconds{1});
  check_the_limit_is_met(trial, idle);
  for (int second = 0; second < 5; ++second) {
    trial.wait_for_acknowledgement(word_by);
    trial.work_for(seconds{1});
  }
  check_nothing_spins(trial);
  check_operator_is_heard(trial);
  const auto lost = so_far(trial, What::closed).size();
  if (lost > 0) trial.find("I12: " + std::to_string(lost) + " of those inside were closed");
  lock_everybody_out(trial, idle);
  idle.drop();
  trial.phase("healed");
  trial.wait_for_acknowledgement(seconds{5});
  trial.work_for(seconds{6});
  return trial.finish();
}

}  // namespace heartlink::fault
