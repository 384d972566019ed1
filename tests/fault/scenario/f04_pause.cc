// SPDX-License-Identifier: Apache-2.0
// F4: the server stands still (SIGSTOP) and goes on (SIGCONT): for a moment, for less than the patience of
// its clients, and for longer, so that all of them have gone and sent everything again by the time it wakes
// up, with both of their sockets in its hands.
#include <csignal>

#include "tests/fault/scenario/presence.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

constexpr std::size_t writers = 4;
constexpr std::size_t readers = 3;
constexpr seconds answered_by{5};

// Nobody may be shown for longer who went without a word (architecture.md §5 gives a request 15 s).
constexpr seconds stale_most{60};

// Whoever has not given up by then would have at ten seconds (client.cc).
constexpr seconds short_of_patience{5};
constexpr seconds beyond_patience{12};

// More than the time in which a recovery is judged.
constexpr seconds healthy_pause{6};

std::int64_t sockets_ended(Trial& trial) {
  std::int64_t all = 0;
  for (const auto& [code, sockets] : trial.clients.progress().ended) all += sockets;
  return all;
}

// The number of clients that gave their line up meanwhile.
std::int64_t stand_still(Trial& trial, milliseconds time) {
  const auto before = sockets_ended(trial);
  ::kill(trial.server.pid(), SIGSTOP);
  trial.work_for(time);
  const auto gave_up = sockets_ended(trial) - before;
  ::kill(trial.server.pid(), SIGCONT);
  trial.count("pauses", 1);
  trial.count("gave_up", gave_up);
  return gave_up;
}

void stand_still_for_moments(Trial& trial) {
  constexpr int moments = 6;
  trial.phase("fault");
  for (int moment = 0; moment < moments; ++moment) {
    if (stand_still(trial, trial.between(milliseconds{100}, milliseconds{1200})) > 0)
      trial.find("a pause of a second cost a client its line");
    trial.work_for(trial.between(milliseconds{50}, milliseconds{500}));
  }
}

// A pause during which a visitor leaves; the server learns of it afterwards.
std::int64_t stand_still_and_lose(Trial& trial, const std::string& visitor, milliseconds time) {
  const auto& owner = trial.person("owner");
  const auto& room = trial.rooms().front();
  process::accepted(
      owner.post(process::in_room(room, "members/"), {{"username", visitor}, {"action", "add"}}));
  auto socket = trial.person(visitor).live_in(room);
  if (!present_in(owner, room).contains(visitor)) trial.find("a visitor is not shown");
  trial.phase("fault");
  ::kill(trial.server.pid(), SIGSTOP);
  socket.drop();
  const auto gave_up = stand_still(trial, time);
  trial.phase("healed");
  trial.measure("recovery_ms", trial.wait_for_acknowledgement(answered_by).count());
  trial.measure("stale_ms", time_until_gone(owner, room, visitor, stale_most + seconds{1}).count());
  expect_crowd_present(trial, writers + readers, answered_by);
  trial.work_for(healthy_pause);
  return gave_up;
}

}  // namespace

int run_pause(RunOptions options) {
  Trial trial{std::move(options)};
  trial.open(4, writers, readers);
  for (const auto* visitor : {"v1", "v2"}) (void)trial.person(visitor);
  trial.start_crowd(8, 60);
  trial.bound("recovery_ms", milliseconds{answered_by}.count());
  trial.bound("stale_ms", milliseconds{stale_most}.count());
  trial.work_until(500);
  stand_still_for_moments(trial);
  if (stand_still_and_lose(trial, "v1", short_of_patience) > 0)
    trial.find("a pause of 5 s cost a client its line");
  const auto clients = trial.clients.progress().clients;
  if (stand_still_and_lose(trial, "v2", beyond_patience) < static_cast<std::int64_t>(clients))
    trial.find("not everybody gave up within 12 s: the run shows less than it should");
  return trial.finish();
}

}  // namespace heartlink::fault
