// SPDX-License-Identifier: Apache-2.0
#include "store/sql/checkpoint.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "store/testing/shared_clock.h"

namespace heartlink::store::sql {
namespace {

class FakeWal final : public Wal {
 public:
  [[nodiscard]] std::size_t wal_bytes() const override { return length; }
  CheckpointOutcome checkpoint_passive() override {
    calls.emplace_back("passive");
    return outcome;
  }
  CheckpointOutcome checkpoint_restart(std::chrono::milliseconds timeout) override {
    calls.emplace_back("restart " + std::to_string(timeout.count()));
    if (during_restart) during_restart();
    return outcome;
  }

  std::size_t length = 0;
  CheckpointOutcome outcome = CheckpointOutcome::complete;
  std::vector<std::string> calls;
  std::function<void()> during_restart;
};

class CheckpointTest : public ::testing::Test {
 protected:
  static base::Limits small() {
    base::Limits made;
    made.wal_passive_bytes = 800;
    made.wal_restart_bytes = 6400;
    return made;
  }
  void commit(std::size_t length) {
    wal.length = length;
    checkpointer.after_commit();
  }

  base::Limits limits = small();
  FakeWal wal;
  ReadGate gate{2};
  store::testing::SharedClock clock;
  base::Metrics metrics;
  Checkpointer checkpointer{wal, gate, clock, limits, metrics};
};

TEST_F(CheckpointTest, a_short_log_is_left_alone) {
  commit(800);
  EXPECT_TRUE(wal.calls.empty());
}

TEST_F(CheckpointTest, over_the_first_bound_it_copies_without_waiting) {
  commit(801);
  EXPECT_EQ(wal.calls, (std::vector<std::string>{"passive"}));
}

TEST_F(CheckpointTest, a_log_that_readers_hold_is_not_tried_after_each_commit) {
  wal.outcome = CheckpointOutcome::partial;
  commit(900);
  commit(950);
  commit(1100);
  EXPECT_EQ(wal.calls.size(), 1U);
  commit(1101);
  EXPECT_EQ(wal.calls.size(), 2U);
}

TEST_F(CheckpointTest, a_log_that_began_anew_is_measured_anew) {
  commit(5000);
  commit(100);
  commit(801);
  EXPECT_EQ(wal.calls, (std::vector<std::string>{"passive", "passive"}));
}

TEST_F(CheckpointTest, over_the_second_bound_new_reads_wait_for_a_moment) {
  gate.enter(0, clock.now());
  std::atomic<bool> inside{false};
  std::thread reader;
  wal.during_restart = [&] {
    reader = std::thread{[&] {
      gate.enter(1, clock.now());
      inside = true;
      gate.leave(1);
    }};
    EXPECT_FALSE(inside);
    gate.leave(0);  // who is inside may leave
  };
  commit(6401);
  EXPECT_EQ(wal.calls, (std::vector<std::string>{"restart 50"}));
  reader.join();
  EXPECT_TRUE(inside);
}

TEST_F(CheckpointTest, the_gate_opens_again_after_a_failed_restart) {
  wal.outcome = CheckpointOutcome::partial;
  for (std::size_t length = 6401; length < 8000; length += 201) commit(length);
  EXPECT_GE(wal.calls.size(), 3U);
  gate.enter(0, clock.now());
  gate.leave(0);
}

TEST_F(CheckpointTest, the_gate_knows_who_is_inside_longest) {
  EXPECT_FALSE(gate.oldest());
  gate.enter(1, clock.now());
  clock.advance(std::chrono::seconds{1});
  gate.enter(0, clock.now());
  EXPECT_EQ(gate.oldest()->reader, 1U);
  gate.leave(1);
  EXPECT_EQ(gate.oldest()->reader, 0U);
  gate.leave(0);
}

TEST_F(CheckpointTest, the_length_of_the_log_is_a_metric) {
  commit(123);
  EXPECT_NE(metrics.expose().find("heartlink_wal_bytes 123"), std::string::npos);
}

}  // namespace
}  // namespace heartlink::store::sql
