// SPDX-License-Identifier: Apache-2.0
#include "net/worker.h"

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace heartlink::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct Writer final : Worker::Flushable {
  explicit Writer(Worker& w) : worker(w) {}
  void flush() override {
    ++flushes;
    if (again-- > 0) worker.mark_dirty(*this);
  }
  Worker& worker;
  int flushes = 0;
  int again = 0;
};

struct Alarm final : TimerWheel::Timer {
  void on_due() override { ++rung; }
  int rung = 0;
};

class WorkerTest : public testing::Test {
 protected:
  // One ready handler after the other, so that turns can be told apart.
  std::size_t run_one() {
    worker_.io().restart();
    return worker_.io().poll_one();
  }
  void run() {
    worker_.io().restart();
    worker_.io().poll();
  }

  base::ManualClock clock_;
  base::Limits limits_;
  Worker worker_{clock_, limits_};
};

TEST_F(WorkerTest, a_posted_task_never_runs_inside_the_call) {
  std::string order;
  worker_.post([&] {
    worker_.post([&] { order += "2"; });
    order += "1";
  });
  EXPECT_EQ(order, "");
  run();
  EXPECT_EQ(order, "12");
}

TEST_F(WorkerTest, a_marked_socket_is_flushed_once_and_behind_what_was_ready) {
  Writer writer{worker_};
  worker_.post([&] { worker_.mark_dirty(writer); });
  worker_.post([&] {
    EXPECT_EQ(writer.flushes, 0);
    worker_.mark_dirty(writer);
  });
  run();
  EXPECT_EQ(writer.flushes, 1);
}

TEST_F(WorkerTest, a_socket_may_mark_itself_again) {
  Writer writer{worker_};
  writer.again = 3;
  worker_.mark_dirty(writer);
  EXPECT_EQ(run_one(), 1U);
  EXPECT_EQ(writer.flushes, 1);
  run();
  EXPECT_EQ(writer.flushes, 4);
}

TEST_F(WorkerTest, a_socket_that_dies_before_its_turn_is_forgotten) {
  Writer first{worker_};
  {
    Writer second{worker_};
    worker_.mark_dirty(first);
    worker_.mark_dirty(second);
  }
  run();
  EXPECT_EQ(first.flushes, 1);
}

TEST_F(WorkerTest, after_so_many_flushes_the_loop_looks_at_its_sockets_again) {
  limits_.flushes_per_turn = 2;
  std::vector<std::unique_ptr<Writer>> writers;
  for (int i = 0; i < 5; ++i) worker_.mark_dirty(*writers.emplace_back(std::make_unique<Writer>(worker_)));
  const auto flushed = [&] {
    return std::ranges::count_if(writers, [](const auto& writer) { return writer->flushes == 1; });
  };
  bool between = false;
  run_one();
  EXPECT_EQ(flushed(), 2);
  worker_.post([&] { between = true; });
  run_one();
  EXPECT_EQ(flushed(), 4);
  run_one();
  EXPECT_TRUE(between);
  EXPECT_EQ(flushed(), 4);
  run();
  EXPECT_EQ(flushed(), 5);
}

TEST_F(WorkerTest, deadlines_fire_when_the_wheel_is_turned_and_the_second_is_told) {
  Alarm alarm;
  int seconds_told = 0;
  worker_.on_second([&] { ++seconds_told; });
  worker_.schedule(alarm, seconds{2});
  clock_.advance(seconds{1});
  worker_.turn();
  EXPECT_EQ(alarm.rung, 0);
  clock_.advance(milliseconds{2000});
  worker_.turn();
  EXPECT_EQ(alarm.rung, 1);
  EXPECT_EQ(seconds_told, 2);
}

TEST_F(WorkerTest, it_runs_until_it_is_stopped_and_does_first_what_was_posted_before) {
  int done = 0;
  std::thread other{[&] {
    for (int i = 0; i < 100; ++i) worker_.post([&] { ++done; });
    worker_.stop();
  }};
  worker_.run();
  other.join();
  EXPECT_EQ(done, 100);
}

}  // namespace
}  // namespace heartlink::net
