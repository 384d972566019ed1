// SPDX-License-Identifier: Apache-2.0
#include "store/sql/group_commit.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include "store/sql/handover.h"

namespace heartlink::store::sql {
namespace {

// Each try has already waited for the lock inside the database; together these are some seconds.
constexpr int busy_tries = 20;

// Takes those out that are answered behind the parcel; both halves keep their order.
Jobs take_last(Jobs& batch) {
  const auto last =
      std::stable_partition(batch.begin(), batch.end(), [](const auto& job) { return !job->answers_last(); });
  Jobs taken{std::move_iterator{last}, std::move_iterator{batch.end()}};
  batch.erase(last, batch.end());
  return taken;
}

bool has_news(const model::Parcel& parcel) {
  return !parcel.entries.empty() || !parcel.revocations.empty() || !parcel.marks.empty() ||
         !parcel.affiliations.empty() || !parcel.preferences.empty() || !parcel.events.empty() ||
         !parcel.blocks.empty();
}

}  // namespace

GroupCommit::GroupCommit(Connection& connection, const base::Clock& clock, base::Metrics& metrics,
                         CommitListener on_commit)
    : batch_(connection, clock),
      on_commit_(std::move(on_commit)),
      commits_(metrics.counter("heartlink_commits_total", "Transactions made durable.")),
      commit_seconds_(metrics.seconds("heartlink_commit_seconds", "Time that COMMIT with its sync takes.")) {}

std::optional<Failure> GroupCommit::run(Jobs& jobs) {
  auto failure = batch_.commit(jobs);
  for (int tries = 1; failure && failure->kind == FailureKind::busy && tries < busy_tries; ++tries) {
    failure = batch_.commit(jobs);
  }
  if (failure) return failure;
  commits_.Increment();
  commit_seconds_.Observe(batch_.sync_time().count());
  tell(std::exchange(jobs, {}));
  return std::nullopt;
}

void GroupCommit::tell(Jobs jobs) {
  auto parcel = std::make_shared<model::Parcel>();
  for (std::size_t at = 0; at < jobs.size(); ++at) {
    if (batch_.kept()[at]) jobs[at]->publish(*parcel);
  }
  Jobs last = take_last(jobs);
  hand_over(std::move(jobs));
  if (has_news(*parcel) && on_commit_) on_commit_(std::move(parcel));
  hand_over(std::move(last));
}

}  // namespace heartlink::store::sql
