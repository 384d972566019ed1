// SPDX-License-Identifier: Apache-2.0
#include "store/sql/batch.h"

#include <utility>

#include "base/log.h"

namespace heartlink::store::sql {
namespace {

// Whether one job is to blame, or the whole transaction.
bool blames_one(const Failure& failure) {
  return failure.kind == FailureKind::constraint || failure.kind == FailureKind::other;
}

}  // namespace

std::optional<Failure> Batch::commit(const Jobs& jobs) {
  auto failure = run(jobs);
  run_.forget();
  if (!failure) return failure;
  connection_.control(Control::rollback);
  // What rolling back found is of no interest unless it is worse: the disk.
  if (auto worse = connection_.take_failure(); worse && !blames_one(*worse)) return worse;
  return failure;
}

std::optional<Failure> Batch::run(const Jobs& jobs) {
  kept_.assign(jobs.size(), false);
  run_.forget();
  if (!connection_.control(Control::begin_write)) return connection_.take_failure();
  WriteScope scope{connection_, run_, clock_.wall()};
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    run_.move_to(jobs[at]->room());
    if (connection_.failed()) return connection_.take_failure();
    kept_[at] = run_one(*jobs[at], scope);
    if (connection_.failed()) return connection_.take_failure();
  }
  run_.finish();
  const auto before = clock_.now();
  const bool durable = connection_.control(Control::commit);
  sync_time_ = clock_.now() - before;
  if (!durable) return connection_.take_failure();
  return std::nullopt;
}

// What remains on the connection afterwards concerns more than this job.
bool Batch::run_one(WriteJob& job, WriteScope& scope) {
  if (!connection_.control(Control::savepoint)) return false;
  run_.begin_job();
  const bool keep = job.apply(scope);
  if (connection_.failed()) {
    if (!blames_one(connection_.failure())) return false;
    const auto failure = connection_.take_failure();
    base::log::error("write_job_failed", {{"failure", describe(*failure)}});
    job.refuse(error_of(*failure));
  } else if (keep) {
    return connection_.control(Control::release);
  }
  run_.undo_job();
  if (connection_.control(Control::rollback_to)) connection_.control(Control::release);
  return false;
}

}  // namespace heartlink::store::sql
