// SPDX-License-Identifier: Apache-2.0
// What the writer does when the database is locked, the disk is full, or the disk is bad.
#include "store/sql/testing/writer_fixture.h"

namespace heartlink::store::sql::testing {
namespace {

// Wherever the lock is missed, the batch runs again as a whole and is stored once.
class WriterBusy : public WriterTest, public ::testing::WithParamInterface<Control> {};
INSTANTIATE_TEST_SUITE_P(AtEachStep, WriterBusy,
                         ::testing::Values(Control::begin_write, Control::savepoint, Control::release,
                                           Control::commit));

TEST_P(WriterBusy, busy_is_tried_again) {
  database.on_control = [](Control verb, int time) -> std::optional<Failure> {
    if (verb == GetParam() && time <= 3) return failure(FailureKind::busy);
    return std::nullopt;
  };
  start();
  submit(1);
  wait_for_answers(1);
  writer->stop();
  EXPECT_EQ(answers.at(1), std::nullopt);
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1"}));
  ASSERT_TRUE(executor.run_until([&] { return parcels.size() == 1; }));
  EXPECT_EQ(parcels[0]->entries.size(), 1U);
}

TEST_F(WriterTest, a_database_that_stays_locked_answers_busy) {
  database.on_control = [](Control verb, int) -> std::optional<Failure> {
    if (verb == Control::begin_write) return failure(FailureKind::busy);
    return std::nullopt;
  };
  start();
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), Code::busy);
  EXPECT_TRUE(writer->writable());
}

TEST_F(WriterTest, a_full_disk_refuses_the_batch_and_what_follows_until_a_probe_gets_through) {
  std::atomic<bool> full{true};
  limits.storage_probe = std::chrono::milliseconds{1};
  database.on_control = [&full](Control verb, int) -> std::optional<Failure> {
    if (verb == Control::commit && full) return failure(FailureKind::full);
    return std::nullopt;
  };
  start();
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), Code::storage_full);
  EXPECT_FALSE(writer->writable());
  submit(2);
  wait_for_answers(2);
  EXPECT_EQ(answers.at(2), Code::storage_full);
  EXPECT_TRUE(fatal.empty());
  EXPECT_FALSE(marked());

  full = false;
  int number = 3;
  do {  // each round waits for an answer
    submit(number);
    wait_for_answers(static_cast<std::size_t>(number));
  } while (answers.at(number++).has_value());
  EXPECT_TRUE(writer->writable());
  writer->stop();
  EXPECT_EQ(database.durable, (std::vector<std::string>{std::to_string(number - 1)}));
}

// Whatever statement meets the fault, and however late: nothing is acknowledged from there on.
struct FaultCase {
  FailureKind kind;
  Control verb;
  int time;
};
class WriterFault : public WriterTest, public ::testing::WithParamInterface<FaultCase> {};
INSTANTIATE_TEST_SUITE_P(AtEachStep, WriterFault,
                         ::testing::Values(FaultCase{FailureKind::io, Control::commit, 1},
                                           FaultCase{FailureKind::io, Control::commit, 3},
                                           FaultCase{FailureKind::io, Control::begin_write, 2},
                                           FaultCase{FailureKind::io, Control::savepoint, 2},
                                           FaultCase{FailureKind::corrupt, Control::release, 2},
                                           FaultCase{FailureKind::corrupt, Control::commit, 2}));

TEST_P(WriterFault, nothing_is_acknowledged_after_a_fault) {
  const auto broken = GetParam();
  database.on_control = [broken](Control verb, int time) -> std::optional<Failure> {
    if (verb == broken.verb && time == broken.time) return failure(broken.kind);
    return std::nullopt;
  };
  start();
  for (int number = 1; number <= 5; ++number) {
    submit(number);
    wait_for_answers(static_cast<std::size_t>(number));
  }
  ASSERT_TRUE(executor.run_until([&] { return !fatal.empty(); }));
  for (int number = 1; number <= 5; ++number) {
    EXPECT_EQ(answers.at(number), number < broken.time ? std::optional<Code>{} : Code::unavailable) << number;
  }
  EXPECT_FALSE(writer->writable());
  EXPECT_TRUE(marked());
  writer->stop();
  EXPECT_EQ(fatal, (std::vector<Code>{Code::storage_failed}));
  EXPECT_EQ(database.durable.size(), static_cast<std::size_t>(broken.time - 1));
  // A sync is not tried again.
  EXPECT_LE(database.times(Control::commit), broken.time);
}

TEST_F(WriterTest, a_fault_answers_all_that_wait) {
  inject = [](Control verb, int time) -> std::optional<Failure> {
    if (verb == Control::commit && time == 1) return failure(FailureKind::io);
    return std::nullopt;
  };
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 9; ++number) submit(number);
  release.set_value();
  wait_for_answers(9);
  for (const auto& [number, answer] : answers) EXPECT_EQ(answer, Code::unavailable) << number;
  writer->stop();
  EXPECT_TRUE(database.durable.empty());
}

TEST_F(WriterTest, what_a_reader_met_ends_the_writer_too) {
  start();
  writer->report(failure(FailureKind::corrupt));
  ASSERT_TRUE(executor.run_until([&] { return !fatal.empty(); }));
  EXPECT_TRUE(marked());
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), Code::unavailable);
}

TEST_F(WriterTest, a_checkpoint_that_meets_a_bad_disk_is_a_fault) {
  ReadGate gate{0};
  limits.wal_passive_bytes = 10;
  checkpointer = std::make_unique<Checkpointer>(database, gate, clock, limits, metrics);
  database.wal_length = 100;
  database.on_checkpoint = [] { return failure(FailureKind::io); };
  start();
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), std::nullopt);  // it was durable before
  ASSERT_TRUE(executor.run_until([&] { return !fatal.empty(); }));
  EXPECT_TRUE(marked());
  writer.reset();
}

}  // namespace
}  // namespace heartlink::store::sql::testing
