// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/simulation/turned_writer.h"

#include <iterator>
#include <utility>

#include "store/sql/handover.h"

namespace heartlink::fault::simulation {

using base::Code;
using store::sql::Failure;
using store::sql::FailureKind;
using store::sql::Jobs;

TurnedWriter::TurnedWriter(const Parts& parts)
    : limits_(parts.limits),
      counts_(parts.counts),
      queue_(parts.limits),
      group_commit_(parts.connection, parts.clock, parts.metrics, parts.on_commit) {}

void TurnedWriter::submit(std::unique_ptr<store::sql::WriteJob> job) {
  const auto error = refusal();
  if (!error) return incoming_.push_back(std::move(job));
  if (error->code == Code::busy) counts_.add(Met::busy);
  if (error->code == Code::storage_full) counts_.add(Met::storage_full);
  Jobs refused;
  refused.push_back(std::move(job));
  refuse_all(std::move(refused), *error);
}

std::optional<base::Error> TurnedWriter::refusal() const {
  if (mode_ == Mode::read_only) return base::fail(Code::storage_full);
  if (mode_ == Mode::faulted) return base::fail(Code::unavailable);
  if (queue_.size() + incoming_.size() >= limits_.write_queue_jobs) return base::fail(Code::busy);
  return std::nullopt;
}

void TurnedWriter::turn() {
  for (auto& job : std::exchange(incoming_, {})) queue_.add(std::move(job));
  Jobs batch = queue_.take_batch();
  if (batch.empty()) return;
  if (const auto failure = group_commit_.run(batch)) after_failure(std::move(batch), *failure);
}

void TurnedWriter::after_failure(Jobs batch, const Failure& failure) {
  counts_.add(Met::rollbacks);
  auto error = error_of(failure);
  switch (failure.kind) {
    case FailureKind::io:
    case FailureKind::corrupt:
      close(Mode::faulted, batch);
      break;
    case FailureKind::full:
      close(Mode::read_only, batch);
      break;
    case FailureKind::busy:
      break;
    case FailureKind::constraint:
    case FailureKind::other:
      error = base::fail(Code::unavailable);
  }
  refuse_all(std::move(batch), error);
}

void TurnedWriter::close(Mode mode, Jobs& batch) {
  mode_ = mode;
  while (queue_.size() > 0) {
    Jobs more = queue_.take_batch();
    batch.insert(batch.end(), std::move_iterator{more.begin()}, std::move_iterator{more.end()});
  }
  Jobs more = std::exchange(incoming_, {});
  batch.insert(batch.end(), std::move_iterator{more.begin()}, std::move_iterator{more.end()});
}

}  // namespace heartlink::fault::simulation
