// SPDX-License-Identifier: Apache-2.0
#include "store/sql/readers.h"

#include <gtest/gtest.h>

#include "store/sql/testing/fake_connection.h"
#include "store/testing/queue_executor.h"
#include "store/testing/shared_clock.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using testing::failure;

class ReadersTest : public ::testing::Test {
 protected:
  ReadersTest() {
    Readers::Parts parts;
    parts.connections.push_back(std::make_unique<testing::FakeConnection>());
    parts.gate = &gate;
    parts.clock = &clock;
    parts.queue_jobs = 10;
    parts.on_fault = [this](const Failure& met) {
      executor.post([this, kind = met.kind] { faults.push_back(kind); });
    };
    readers = std::make_unique<Readers>(std::move(parts));
  }
  // A read that meets a failure, or finds 7.
  base::Result<int> ask(std::optional<FailureKind> meets) {
    return executor.ask<int>([&](auto done) {
      readers->ask<int>(done, [meets](Connection& connection) -> base::Result<int> {
        auto& fake = static_cast<testing::FakeConnection&>(connection);
        fake.on_execute = [meets](std::string_view) -> std::optional<Failure> {
          if (meets) return failure(*meets);
          return std::nullopt;
        };
        fake.execute("read");
        return 7;
      });
    });
  }

  ReadGate gate{1};
  store::testing::SharedClock clock;
  store::testing::QueueExecutor executor;
  std::vector<FailureKind> faults;
  std::unique_ptr<Readers> readers;
};

TEST_F(ReadersTest, a_failure_counts_more_than_what_the_read_found) {
  EXPECT_EQ(ask({}).value(), 7);
  EXPECT_EQ(ask(FailureKind::busy).error().code, Code::busy);
  EXPECT_EQ(ask(FailureKind::other).error().code, Code::internal);
  EXPECT_EQ(ask({}).value(), 7);
  EXPECT_TRUE(faults.empty());
}

TEST_F(ReadersTest, a_bad_disk_is_reported) {
  EXPECT_EQ(ask(FailureKind::corrupt).error().code, Code::unavailable);
  ASSERT_TRUE(executor.run_until([&] { return faults.size() == 1; }));
  EXPECT_EQ(faults[0], FailureKind::corrupt);
}

TEST_F(ReadersTest, reads_wait_while_the_gate_is_closed) {
  gate.close();
  bool answered = false;
  base::Done<int> done;
  done.on = &executor;
  done.call = [&answered](const base::Result<int>&) { answered = true; };
  readers->ask<int>(done, [](Connection&) -> base::Result<int> { return 1; });
  EXPECT_EQ(executor.waiting(), 0U);
  gate.open();
  EXPECT_TRUE(executor.run_until([&] { return answered; }));
}

TEST_F(ReadersTest, stop_finishes_what_is_queued) {
  int answered = 0;
  for (int read = 0; read < 5; ++read) {
    base::Done<int> done;
    done.on = &executor;
    done.call = [&answered](const base::Result<int>& result) { answered += result.has_value() ? 1 : 0; };
    readers->ask<int>(done, [](Connection&) -> base::Result<int> { return 1; });
  }
  readers->stop();
  EXPECT_TRUE(executor.run_until([&] { return answered == 5; }));
  EXPECT_EQ(ask({}).error().code, Code::unavailable);
}

}  // namespace
}  // namespace heartlink::store::sql
