// SPDX-License-Identifier: Apache-2.0
// F18: too little memory. First a server that may have 160 MiB (cgroup) while readers stand still: what waits
// for them must be shed before the kernel sheds the server. Then allocations that fail, anywhere: the server
// may end, but what it has acknowledged stays.
#include <unistd.h>
#include <array>
#include <csignal>
#include <fstream>
#include <string>

#include "tests/fault/scenario/cgroup.h"
#include "tests/fault/scenario/failing_server.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

constexpr std::int64_t memory_bytes = std::int64_t{160} * 1024 * 1024;

// SIGABRT: the crash policy for memory that is not there.
constexpr int aborted = 128 + SIGABRT;

void fail_an_allocation(Trial& trial, FailingServer& server) {
  preload::Order order;
  order.step = preload::Step::allocate;
  order.action = preload::Action::no_memory;
  order.countdown = 1 + static_cast<std::uint32_t>(trial.random() % 20'000);
  const auto before = server.control().strikes();
  server.control().arm(order);
  const process::Deadline deadline{seconds{5}};
  while (server.control().strikes() == before && !deadline.passed()) trial.work_for(milliseconds{5});
  if (server.control().strikes() == before) return trial.find("I10: no allocation failed");
  trial.count("failed_allocations", 1);
  const auto exit_code = server.end_within(milliseconds{300});
  if (!exit_code) {
    // SQLite, OpenSSL and the log answer for themselves: the server goes on.
    trial.count("survived", 1);
    server.control().disarm();
  } else {
    if (*exit_code != aborted && *exit_code != 1)
      trial.find("I10: without memory the server ended with " + std::to_string(*exit_code));
    trial.count("ended", 1);
    server.start_again();
  }
  trial.wait_for_acknowledgement(seconds{5});
}

}  // namespace

int run_memory(RunOptions options) {
  Trial trial{std::move(options)};
  FailingServer server{trial};
  trial.open(4, 4, 3);
  const MemoryCgroup limited{"heartlink-fault-" + std::to_string(::getpid()), memory_bytes};
  auto deaf = trial.crowd(0, 0, "deaf");
  for (auto& client : deaf) client.deaf = true;
  trial.start_clients("deaf", std::move(deaf));
  trial.start_crowd(8, 80);
  trial.work_until(1000);
  limited.take(trial.server.pid());
  trial.phase("fault");
  trial.clients.order("deaf");
  trial.work_for(seconds{6});
  trial.clients.order("hear");
  if (server.end_within(milliseconds{0})) {
    trial.find("I12: the server did not live with " + std::to_string(memory_bytes) + " bytes");
    server.start_again();
  }
  trial.measure("cgroup_peak_bytes", limited.peak_bytes());
  trial.wait_for_acknowledgement(seconds{5});
  for (int at = 0; at < 20; ++at) fail_an_allocation(trial, server);
  trial.phase("healed");
  trial.work_for(seconds{1});
  return trial.finish();
}

}  // namespace heartlink::fault
