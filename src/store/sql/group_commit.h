// SPDX-License-Identifier: Apache-2.0
// What becomes of one batch: made durable in one transaction, then told to who asked and to the commit
// listener. Nothing is told before COMMIT has succeeded. Run by the writer on its thread, and by the
// simulation (tests/fault/simulation/) without one; knows nothing of queues, or of what a failure means for
// the jobs to come.
#pragma once

#include <optional>

#include "base/clock.h"
#include "base/metrics.h"
#include "store/sql/batch.h"
#include "store/store.h"

namespace heartlink::store::sql {

class GroupCommit {
 public:
  // All of them outlive this; `on_commit` may be empty.
  GroupCommit(Connection& connection, const base::Clock& clock, base::Metrics& metrics,
              CommitListener on_commit);

  // Nothing: the jobs are durable and gone. The asking executors got their answers (one task each), and only
  // then the listener the new entries, so that on one executor an answer always runs before the echo of the
  // same entry; jobs that take a right away (WriteJob::answers_last) are answered behind the parcel.
  // A failure: nothing was stored and nobody was told; the jobs are still there, for the caller to refuse. A
  // database that is locked was tried again for some seconds.
  [[nodiscard]] std::optional<Failure> run(Jobs& jobs);

 private:
  void tell(Jobs jobs);

  Batch batch_;
  CommitListener on_commit_;
  prometheus::Counter& commits_;
  prometheus::Histogram& commit_seconds_;
};

}  // namespace heartlink::store::sql
