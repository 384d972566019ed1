// SPDX-License-Identifier: Apache-2.0
// A writer over a fake database, for writer_test.cc and writer_fault_test.cc: jobs that are numbers, their
// answers, the parcels and the fatal call, all arriving on an executor that the test turns.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "store/sql/testing/fake_connection.h"
#include "store/sql/writer.h"
#include "store/testing/queue_executor.h"
#include "store/testing/shared_clock.h"
#include "store/testing/temporary_directory.h"

namespace heartlink::store::sql::testing {

using base::Code;

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

// Takes a right away from person `number`, and nothing else.
class TakingJob final : public AnsweredJob<int> {
 public:
  TakingJob(int number, base::Done<int> done) : AnsweredJob(std::move(done)), number_(number) {}

  [[nodiscard]] bool answers_last() const override { return true; }
  void publish(model::Parcel& parcel) override { parcel.revocations.emplace_back().user = {number_}; }

 protected:
  base::Result<int> write(WriteScope& scope) override {
    scope.connection.execute(std::to_string(number_));
    return number_;
  }

 private:
  int number_;
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
      executor.post([this, parcel] {
        order.push_back(the_parcel);
        parcels.push_back(parcel);
      });
    };
    parts.on_fatal = [this](const base::Error& error) {
      executor.post([this, error] { fatal.push_back(error.code); });
    };
    writer = std::make_unique<Writer>(std::move(parts));
  }

  // Submits job `number`; its answer is kept under it.
  void submit(int number, bool refused = false) {
    writer->submit(std::make_unique<NumberJob>(number, refused, note(number)));
  }
  void submit_taking(int number) { writer->submit(std::make_unique<TakingJob>(number, note(number))); }
  base::Done<int> note(int number) {
    base::Done<int> done;
    done.on = &executor;
    done.call = [this, number](const base::Result<int>& result) {
      order.push_back(number);
      answers[number] = result ? std::optional<Code>{} : result.error().code;
    };
    return done;
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
  FakeConnection database;
  store::testing::SharedClock clock;
  base::Metrics metrics;
  store::testing::TemporaryDirectory directory;
  store::testing::QueueExecutor executor;
  std::unique_ptr<Checkpointer> checkpointer;
  std::map<int, std::optional<Code>> answers;  // nothing: it was stored
  static constexpr int the_parcel = 0;
  std::vector<int> order;  // in which answers and parcels came
  std::vector<model::SharedParcel> parcels;
  std::vector<Code> fatal;
  std::promise<void> held, release;
  std::function<std::optional<Failure>(Control, int)> inject;
  std::unique_ptr<Writer> writer;  // last: ends before what it uses
};

}  // namespace heartlink::store::sql::testing
