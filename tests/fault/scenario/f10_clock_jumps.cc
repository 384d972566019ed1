// SPDX-License-Identifier: Apache-2.0
// F10: the server's wall clock is another one after a restart, and jumps while it runs, a month forwards and
// an hour back; then its monotonic clock begins near zero, as after a boot, and years away. Ids, sign-ins and
// allowances must not care, except that a sign-in is over while the clock says that its days are.
#include <array>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "tests/fault/scenario/allowances.h"
#include "tests/fault/scenario/fake_clock.h"
#include "tests/fault/scenario/scenarios.h"

namespace heartlink::fault {
namespace {

using std::chrono::hours;

constexpr hours day{24};
constexpr auto month = day * 30;
constexpr int session_days = 40;
constexpr auto beyond_sessions = day * (session_days + 1);

// So few that the allowance is not full again while the run lasts, and so many that the run's own rooms pass.
constexpr int rooms_per_hour = 6;
constexpr int failures_per_window = 5;

constexpr milliseconds work_between{1200};
constexpr milliseconds look_again{50};
constexpr seconds answered_by{5};
// limits.heartbeat, a fifth more, and the second that a worker's wheel turns in.
constexpr seconds noticed_by{5};

int session_status(const process::Person& person) { return person.get("/users/api/session-status/").status; }

void expect_status(Trial& trial, const process::Person& person, int status, const std::string& when) {
  const int told = session_status(person);
  trial.count("sign_ins_asked", 1);
  if (told == status) return;
  trial.find("I9: " + person.name() + "'s sign-in is answered " + std::to_string(told) + ", not " +
             std::to_string(status) + ", " + when);
}

class ClockRun {
 public:
  explicit ClockRun(Trial& trial)
      : trial_(trial),
        lasting_(trial.person("owner")),
        ended_(process::Person::signed_in(trial.server, "w1")) {}

  // Killed, and started with another wall clock.
  void restart_at(std::chrono::seconds offset) {
    trial_.phase("fault");
    stop_by_force();
    clock_.set_offset(offset);
    trial_.server.run_under(clock_.prefix());
    trial_.server.start();
    healed(offset);
    trial_.count("restarts", 1);
  }

  // While it runs.
  void jump_to(std::chrono::seconds offset) {
    clock_.set_offset(offset);
    healed(offset);
    trial_.count("jumps", 1);
  }

  void restart_with_monotonic(std::chrono::seconds offset) {
    trial_.phase("fault");
    stop_by_force();
    trial_.server.run_under(FakeClock::monotonic_prefix(offset));
    trial_.server.start();
    if (!has_other_monotonic_clock(trial_.server.pid()))
      trial_.find("the monotonic clock is not another one");
    healed(std::chrono::seconds{0});
    trial_.count("boots", 1);
  }

  // Once; from then on it must never be good again.
  void end_a_sign_in() {
    if (!std::exchange(is_ended_, true)) process::accepted(ended_.post("/users/api/logout/"));
  }

  // Its sockets are told so within a heartbeat, and it is good again when the clock is right again: a clock
  // that was wrong for a while must not have signed everybody out for ever.
  void outlive_sessions() {
    auto socket = lasting_.live_in(trial_.rooms().front());
    auto token_socket = process::open_room(trial_.server, process::with_token(trial_.token_of("owner")),
                                           trial_.rooms().front());
    const auto began = std::chrono::steady_clock::now();
    clock_.set_offset(beyond_sessions);
    if (const auto notice = socket.await_close(); notice.code != 4401)
      trial_.find("I9: a socket of a sign-in that is over was closed with " + std::to_string(notice.code));
    const auto took = std::chrono::steady_clock::now() - began;
    trial_.measure("sign_in_over_ms", std::chrono::duration_cast<milliseconds>(took).count());
    expect_status(trial_, lasting_, 401, "when its days are over");
    expect_status(trial_, ended_, 401, "after it was ended");
    token_socket.send({{"type", "ping"}});
    token_socket.await("pong");
    trial_.count("jumps", 1);
  }

 private:
  void stop_by_force() {
    const auto pid = trial_.server.pid();
    trial_.server.kill();
    FakeClock::clean_up_after(pid);
  }

  // Everything goes on, and the server's clock is what it was made.
  void healed(std::chrono::seconds offset) {
    trial_.phase("healed");
    trial_.measure("recovery_ms", trial_.wait_for_acknowledgement(answered_by).count());
    wait_for_clock(offset);
    const auto when = "with the clock at " + std::to_string(offset.count()) + " s";
    expect_status(trial_, lasting_, 200, when);
    expect_status(trial_, ended_, is_ended_ ? 401 : 200, when);
    trial_.work_for(work_between);
  }

  void wait_for_clock(std::chrono::seconds offset) {
    auto socket = process::open_room(trial_.server, process::with_token(trial_.token_of("owner")),
                                     trial_.rooms().front());
    for (const process::Deadline deadline{FakeClock::seen_by};; trial_.work_for(look_again)) {
      socket.send({{"type", "ping"}});
      const auto told = process::number_of(socket.await("pong"), "server_time") / 1000 - offset.count();
      if (std::abs(told - static_cast<std::int64_t>(std::time(nullptr))) <= 1) return;
      if (deadline.passed()) return trial_.find("the server's clock is not where it was put");
    }
  }

  Trial& trial_;
  FakeClock clock_;
  const process::Person& lasting_;
  process::Person ended_;
  bool is_ended_ = false;
};

void jump_with_used_up_allowances(Trial& trial, ClockRun& run) {
  make_rooms(trial, "d1", rooms_per_hour);
  (void)try_wrong_password(trial, "d2", failures_per_window);
  const std::array<std::chrono::seconds, 3> offsets{hours{2}, month, -hours{1}};
  for (const auto offset : offsets) {
    run.jump_to(offset);
    run.end_a_sign_in();
    expect_no_more_rooms(trial, "d1");
    expect_no_more_tries(trial, "d2");
  }
  // Nobody is given more, or less, whose first one was an hour before the last.
  make_rooms(trial, "d3", rooms_per_hour);
  expect_no_more_rooms(trial, "d3");
}

}  // namespace

int run_clock_jumps(RunOptions options) {
  Trial trial{std::move(options),
              {"session_days=" + std::to_string(session_days),
               "limits.new_rooms_per_hour=" + std::to_string(rooms_per_hour),
               "sign_in_failures=" + std::to_string(failures_per_window), "sign_in_window_seconds=3600"}};
  trial.open(3, 4, 3);
  trial.start_crowd(8, 80);
  trial.bound("recovery_ms", milliseconds{answered_by}.count());
  trial.bound("sign_in_over_ms", (milliseconds{noticed_by} + FakeClock::seen_by).count());
  trial.work_until(500);
  ClockRun run{trial};
  run.restart_at(month);
  run.restart_at(-hours{1});
  run.restart_at(hours{0});
  jump_with_used_up_allowances(trial, run);
  run.outlive_sessions();
  run.jump_to(hours{0});
  run.restart_with_monotonic(std::chrono::seconds{315'000'000});
  run.restart_with_monotonic(
      -std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now().time_since_epoch()) + seconds{1});
  trial.work_for(answered_by);
  return trial.finish();
}

}  // namespace heartlink::fault
