// SPDX-License-Identifier: Apache-2.0
// F7: calls that write or sync the database fail. After a failed read, write or sync of a bad disk nothing
// may be acknowledged any more and the server ends with an exit code that is no 0; a disk without space only
// refuses messages until it has some again. (Every call index of a workload: disk/, not here.)
#include <array>
#include <string>

#include "tests/fault/scenario/failing_server.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

using preload::Action;
using preload::Repeat;
using preload::Step;

struct DiskError {
  Step step;
  Action action;
};

// What the disk says no more about: the server must end.
constexpr std::array bad_disk{
    DiskError{Step::sync, Action::eio},       DiskError{Step::insert, Action::eio},
    DiskError{Step::checkpoint, Action::eio}, DiskError{Step::database_sync, Action::eio},
    DiskError{Step::sync, Action::enospc},  // a failed sync is never "full": what was not written is unknown
};

// Space that is missing for a while. SQLite tries an interrupted write again by itself.
constexpr std::array no_space{
    DiskError{Step::insert, Action::enospc},      DiskError{Step::insert, Action::edquot},
    DiskError{Step::insert, Action::short_write}, DiskError{Step::checkpoint, Action::enospc},
    DiskError{Step::insert, Action::eintr},
};

std::string name_of(const DiskError& error) {
  return std::string{preload::name_of(error.action)} + " at " + std::string{preload::name_of(error.step)};
}

void arm(Trial& trial, FailingServer& server, const DiskError& error, Repeat repeat) {
  preload::Order order;
  order.step = error.step;
  order.action = error.action;
  order.repeat = repeat;
  // Checkpoints are rare: the next one.
  const bool rare = error.step == Step::checkpoint || error.step == Step::database_sync;
  order.countdown = rare ? 1 : 1 + static_cast<std::uint32_t>(trial.random() % 200);
  server.control().arm(order);
}

void meet_bad_disk(Trial& trial, FailingServer& server, const DiskError& error) {
  const auto before = server.control().strikes();
  arm(trial, server, error, Repeat::once);
  const auto exit_code = server.end_within(seconds{15});
  if (server.control().strikes() == before) trial.find("I10: never struck: " + name_of(error));
  if (exit_code != 1) {
    trial.find("I1: " + name_of(error) + " must end the server with 1, it " +
               (exit_code ? "ended with " + std::to_string(*exit_code) : std::string{"goes on"}));
  }
  if (!exit_code) trial.server.kill();
  trial.count("bad_disk", 1);
  server.start_again();
  trial.wait_for_acknowledgement(seconds{5});
}

void meet_full_disk(Trial& trial, FailingServer& server, const DiskError& error, Repeat repeat) {
  const auto before = server.control().strikes();
  arm(trial, server, error, repeat);
  const process::Deadline deadline{seconds{15}};
  while (server.control().strikes() == before && !deadline.passed()) trial.work_for(milliseconds{10});
  if (deadline.passed()) trial.find("I10: never struck: " + name_of(error));
  trial.work_for(milliseconds{300});
  server.control().disarm();
  trial.wait_for_acknowledgement(seconds{5});
  trial.count("no_space", 1);
}

}  // namespace

int run_disk_errors(RunOptions options) {
  const int rounds = options.smoke ? 1 : 3;
  // Short logs, so that checkpoints come often.
  Trial trial{std::move(options), {"limits.wal_passive_bytes=256KiB", "limits.storage_probe=200ms"}};
  FailingServer server{trial};
  trial.open(4, 4, 2);
  trial.start_crowd(8, 60);
  trial.work_until(500);
  trial.phase("fault");
  for (int round = 0; round < rounds; ++round) {
    for (const auto& error : no_space) {
      meet_full_disk(trial, server, error, Repeat::once);
      if (error.action != Action::eintr) meet_full_disk(trial, server, error, Repeat::from_then_on);
    }
    for (const auto& error : bad_disk) meet_bad_disk(trial, server, error);
  }
  trial.phase("healed");
  trial.work_for(seconds{1});
  return trial.finish();
}

}  // namespace heartlink::fault
