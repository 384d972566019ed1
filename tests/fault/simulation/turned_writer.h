// SPDX-License-Identifier: Apache-2.0
// The writer without its thread: the scheduler (turns.cc) says when it gathers and commits, one batch a turn.
// Queue, batches, commits and answers are the real ones; what a failure means for the jobs that wait is told
// here as in store/sql/writer.h.
#pragma once

#include <cstddef>
#include <memory>

#include "base/clock.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "store/sql/group_commit.h"
#include "store/sql/write_line.h"
#include "store/sql/write_queue.h"
#include "tests/fault/simulation/counts.h"

namespace heartlink::fault::simulation {

class TurnedWriter final : public store::sql::WriteLine {
 public:
  struct Parts {
    store::sql::Connection& connection;
    const base::Clock& clock;
    const base::Limits& limits;
    base::Metrics& metrics;
    Counts& counts;
    store::CommitListener on_commit;
  };
  explicit TurnedWriter(const Parts& parts);

  void submit(std::unique_ptr<store::sql::WriteJob> job) override;

  [[nodiscard]] bool has_work() const { return queue_.size() + incoming_.size() > 0; }

  // Gathers what was submitted, and makes one batch of it durable or refuses it. As the writer's thread.
  void turn();

  // There is space on the disk again.
  void resume() {
    if (mode_ == Mode::read_only) mode_ = Mode::serving;
  }
  // The disk cannot be trusted: the process has to end.
  [[nodiscard]] bool is_faulted() const { return mode_ == Mode::faulted; }

 private:
  enum class Mode : std::uint8_t { serving, read_only, faulted };

  [[nodiscard]] std::optional<base::Error> refusal() const;
  void after_failure(store::sql::Jobs batch, const store::sql::Failure& failure);
  // Takes no more jobs, and hands over those that waited behind `batch`.
  void close(Mode mode, store::sql::Jobs& batch);

  const base::Limits& limits_;
  Counts& counts_;
  store::sql::WriteQueue queue_;
  store::sql::GroupCommit group_commit_;
  store::sql::Jobs incoming_;
  Mode mode_ = Mode::serving;
};

}  // namespace heartlink::fault::simulation
