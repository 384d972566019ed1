// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.h"

#include <functional>

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

using namespace std::chrono_literals;

struct Recorder final : TimerWheel::Timer {
  std::function<void()> then;
  int fired = 0;
  void on_due() override {
    ++fired;
    if (then) then();
  }
};

struct Wheel {
  base::ManualClock clock;
  TimerWheel wheel{clock.now()};

  void pass(std::chrono::milliseconds time) {
    for (; time > 0ms; time -= 500ms) {
      clock.advance(500ms);
      wheel.turn(clock.now());
    }
  }
};

TEST(TimerWheel, a_timer_fires_once_never_early_and_at_most_a_second_late) {
  for (const auto delay : {0ms, 300ms, 1000ms, 2500ms, 60'000ms, 127'000ms, 128'000ms, 400'000ms}) {
    Wheel w;
    Recorder timer;
    w.pass(700ms);
    w.wheel.schedule(timer, w.clock.now(), delay);
    const auto due = w.clock.now() + delay;
    while (timer.fired == 0) {
      w.pass(500ms);
      ASSERT_LE(w.clock.now(), due + 1500ms);
    }
    EXPECT_GE(w.clock.now(), due);
    w.pass(300s);
    EXPECT_EQ(timer.fired, 1);
  }
}

TEST(TimerWheel, a_cancelled_or_destroyed_timer_never_fires) {
  Wheel w;
  Recorder cancelled;
  w.wheel.schedule(cancelled, w.clock.now(), 2s);
  TimerWheel::cancel(cancelled);
  {
    Recorder destroyed;
    w.wheel.schedule(destroyed, w.clock.now(), 2s);
  }
  w.pass(5s);
  EXPECT_EQ(cancelled.fired, 0);
}

TEST(TimerWheel, scheduling_again_moves_the_timer) {
  Wheel w;
  Recorder timer;
  w.wheel.schedule(timer, w.clock.now(), 2s);
  w.pass(1s);
  w.wheel.schedule(timer, w.clock.now(), 5s);
  w.pass(4s);
  EXPECT_EQ(timer.fired, 0);
  w.pass(3s);
  EXPECT_EQ(timer.fired, 1);
}

TEST(TimerWheel, a_timer_may_end_another_one_of_the_same_slot) {
  Wheel w;
  Recorder first;
  auto second = std::make_unique<Recorder>();
  first.then = [&] { second.reset(); };
  w.wheel.schedule(first, w.clock.now(), 1s);
  w.wheel.schedule(*second, w.clock.now(), 1s);
  w.pass(3s);
  EXPECT_EQ(first.fired, 1);
}

TEST(TimerWheel, after_a_long_pause_one_turn_fires_everything) {
  Wheel w;
  Recorder a;
  Recorder b;
  w.wheel.schedule(a, w.clock.now(), 3s);
  w.wheel.schedule(b, w.clock.now(), 100s);
  w.clock.advance(3600s);
  w.wheel.turn(w.clock.now());
  EXPECT_EQ(a.fired + b.fired, 2);
}

}  // namespace
}  // namespace heartlink::net
