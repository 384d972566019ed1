// SPDX-License-Identifier: Apache-2.0
// One write transaction: all jobs of a batch between BEGIN and COMMIT, each in its savepoint. Used by the
// writer, on its thread; knows nothing of queues, answers or retries.
#pragma once

#include <chrono>
#include <optional>

#include "base/clock.h"
#include "store/sql/write_job.h"
#include "store/sql/write_queue.h"

namespace heartlink::store::sql {

class Batch {
 public:
  Batch(Connection& connection, const base::Clock& clock)
      : connection_(connection), clock_(clock), run_(connection) {}

  // Runs the jobs and commits. Nothing: it is durable, and kept()[i] says whether job i was; each job holds
  // its result. A failure: everything is rolled back, and the jobs can be run again.
  [[nodiscard]] std::optional<Failure> commit(const Jobs& jobs);

  [[nodiscard]] const std::vector<bool>& kept() const { return kept_; }

  // How long the last COMMIT itself took.
  [[nodiscard]] std::chrono::duration<double> sync_time() const { return sync_time_; }

 private:
  [[nodiscard]] std::optional<Failure> run(const Jobs& jobs);
  [[nodiscard]] bool run_one(WriteJob& job, WriteScope& scope);

  Connection& connection_;
  const base::Clock& clock_;
  RoomRun run_;
  std::vector<bool> kept_;
  std::chrono::duration<double> sync_time_{0};
};

}  // namespace heartlink::store::sql
