// SPDX-License-Identifier: Apache-2.0
#include "store/sql/writer.h"

#include <filesystem>
#include <future>
#include <map>

#include <gtest/gtest.h>

#include "store/sql/testing/fake_connection.h"
#include "store/testing/queue_executor.h"
#include "store/testing/shared_clock.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using testing::failure;

// Stores its number as a script; told to, it refuses after writing.
class NumberJob final : public AnsweredJob<int> {
 public:
  NumberJob(int number, bool refused, base::Done<int> done)
      : AnsweredJob(std::move(done)), number_(number), refused_(refused) {}

  void publish(model::Parcel& parcel) override { parcel.entries.emplace_back().id = {number_}; }

 protected:
  base::Result<int> write(WriteScope& scope) override {
    scope.connection.execute(std::to_string(number_));
    if (refused_) return base::fail(Code::not_a_member);
    return number_;
  }

 private:
  int number_;
  bool refused_;
};

class WriterTest : public ::testing::Test {
 protected:
  void start() {
    Writer::Parts parts;
    parts.connection = &database;
    parts.checkpointer = checkpointer.get();
    parts.clock = &clock;
    parts.limits = &limits;
    parts.metrics = &metrics;
    parts.fault_path = directory.file("io-fault");
    parts.on_commit = [this](const model::SharedParcel& parcel) {
      executor.post([this, parcel] { parcels.push_back(parcel); });
    };
    parts.on_fatal = [this](const base::Error& error) {
      executor.post([this, error] { fatal.push_back(error.code); });
    };
    writer = std::make_unique<Writer>(std::move(parts));
  }

  // Submits job `number`; its answer is kept under it.
  void submit(int number, bool refused = false) {
    base::Done<int> done;
    done.on = &executor;
    done.call = [this, number](const base::Result<int>& result) {
      order.push_back(number);
      answers[number] = result ? std::optional<Code>{} : result.error().code;
    };
    writer->submit(std::make_unique<NumberJob>(number, refused, std::move(done)));
  }
  void wait_for_answers(std::size_t count) {
    ASSERT_TRUE(executor.run_until([&] { return answers.size() >= count; }));
  }
  bool marked() { return std::filesystem::exists(directory.file("io-fault")); }

  // Holds the first COMMIT until `release` is set, so that everything submitted meanwhile is one batch.
  void hold_first_commit() {
    database.on_control = [this](Control verb, int time) -> std::optional<Failure> {
      if (verb == Control::commit && time == 1) {
        held.set_value();
        release.get_future().wait();
      }
      return inject ? inject(verb, time) : std::nullopt;
    };
  }

  base::Limits limits;
  testing::FakeConnection database;
  store::testing::SharedClock clock;
  base::Metrics metrics;
  store::testing::TemporaryDirectory directory;
  store::testing::QueueExecutor executor;
  std::unique_ptr<Checkpointer> checkpointer;
  std::map<int, std::optional<Code>> answers;  // nothing: it was stored
  std::vector<int> order;
  std::vector<model::SharedParcel> parcels;
  std::vector<Code> fatal;
  std::promise<void> held, release;
  std::function<std::optional<Failure>(Control, int)> inject;
  std::unique_ptr<Writer> writer;  // last: ends before what it uses
};

TEST_F(WriterTest, a_job_is_answered_once_it_is_durable) {
  start();
  submit(1);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(1), std::nullopt);
  writer->stop();
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1"}));
}

TEST_F(WriterTest, while_one_commit_syncs_the_next_batch_gathers) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 50; ++number) submit(number);
  release.set_value();
  wait_for_answers(50);
  writer->stop();
  EXPECT_EQ(database.times(Control::commit), 2);
  EXPECT_EQ(database.durable.size(), 50U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_F(WriterTest, a_refused_job_is_undone_alone) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  submit(2);
  submit(3, true);
  submit(4);
  release.set_value();
  wait_for_answers(4);
  writer->stop();
  EXPECT_EQ(answers.at(3), Code::not_a_member);
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1", "2", "4"}));
  ASSERT_TRUE(executor.run_until([&] { return parcels.size() == 2; }));
  EXPECT_EQ(parcels[1]->entries.size(), 2U);
}

TEST_F(WriterTest, an_executor_gets_one_task_per_batch) {
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 10; ++number) submit(number);
  release.set_value();
  writer->stop();
  EXPECT_EQ(executor.waiting(), 4U);  // two batches, each an answering task and then a parcel
}

TEST_F(WriterTest, a_job_that_breaks_a_rule_of_the_schema_is_undone_alone) {
  database.on_execute = [](std::string_view script) -> std::optional<Failure> {
    if (script == "2") return failure(FailureKind::constraint);
    return std::nullopt;
  };
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  submit(2);
  submit(3);
  release.set_value();
  wait_for_answers(3);
  writer->stop();
  EXPECT_EQ(answers.at(2), Code::internal);
  EXPECT_EQ(answers.at(3), std::nullopt);
  EXPECT_EQ(database.durable, (std::vector<std::string>{"1", "3"}));
  EXPECT_TRUE(fatal.empty());
}

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

TEST_F(WriterTest, over_the_cap_a_job_is_refused_at_once) {
  limits.write_queue_jobs = 3;
  hold_first_commit();
  start();
  submit(1);
  held.get_future().wait();
  for (int number = 2; number <= 5; ++number) submit(number);
  wait_for_answers(1);
  EXPECT_EQ(answers.at(5), Code::busy);
  release.set_value();
  wait_for_answers(5);
  for (int number = 1; number <= 4; ++number) EXPECT_EQ(answers.at(number), std::nullopt) << number;
}

}  // namespace
}  // namespace heartlink::store::sql
