// SPDX-License-Identifier: Apache-2.0
#include "store/sql/writer.h"

#include <iterator>
#include <utility>

#include <prometheus/gauge.h>

#include "base/log.h"
#include "store/sql/handover.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

// When a full queue, or a database that stays locked, is worth another try.
constexpr std::chrono::milliseconds busy_retry{250};

// What a disk that cannot be trusted answers.
bool is_fault(const Failure& failure) {
  return failure.kind == FailureKind::io || failure.kind == FailureKind::corrupt;
}

void append(Jobs& jobs, Jobs more) {
  jobs.insert(jobs.end(), std::move_iterator{more.begin()}, std::move_iterator{more.end()});
}

base::Error unavailable() { return base::fail(Code::unavailable, "the store has stopped"); }

}  // namespace

Writer::Writer(Parts parts)
    : parts_(std::move(parts)),
      marker_(parts_.fault_path),
      group_commit_(*parts_.connection, *parts_.clock, *parts_.metrics, parts_.on_commit),
      queue_gauge_(parts_.metrics->gauge("heartlink_write_queue_jobs", "Jobs that wait for the writer.")),
      queue_(*parts_.limits),
      thread_([this] { run(); }) {}

Writer::~Writer() { stop(); }

void Writer::submit(std::unique_ptr<WriteJob> job) {
  std::optional<base::Error> error;
  bool first = false;
  {
    const std::lock_guard lock{mutex_};
    error = refusal();
    if (!error) {
      first = incoming_.empty();
      incoming_.push_back(std::move(job));
      ++waiting_;
    }
  }
  if (error) {
    Jobs refused;
    refused.push_back(std::move(job));
    return refuse_all(std::move(refused), *error);
  }
  if (first) work_.notify_one();
}

std::optional<base::Error> Writer::refusal() const {
  switch (mode_.load(std::memory_order_relaxed)) {
    case Mode::read_only:
      return base::fail(Code::storage_full, "no space left for the database");
    case Mode::faulted:
    case Mode::stopped:
      return unavailable();
    case Mode::serving:
      break;
  }
  if (stopping_) return unavailable();
  if (waiting_ >= parts_.limits->write_queue_jobs) {
    return base::fail(Code::busy, "the write queue is full", busy_retry);
  }
  return std::nullopt;
}

void Writer::report(Failure failure) {
  {
    const std::lock_guard lock{mutex_};
    if (!reported_) reported_ = std::move(failure);
  }
  work_.notify_one();
}

void Writer::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  work_.notify_one();
  std::call_once(joined_, [this] { thread_.join(); });
}

void Writer::run() {
  while (gather()) {
    if (mode_ == Mode::read_only) {
      probe();
    } else if (queue_.size() > 0) {
      write_batch();
    }
    if (mode_ == Mode::faulted) return;
  }
  refuse_all(close(Mode::stopped), unavailable());
}

bool Writer::gather() {
  std::unique_lock lock{mutex_};
  const auto something = [this] { return !incoming_.empty() || reported_ || stopping_; };
  if (mode_ == Mode::read_only) {
    work_.wait_for(lock, parts_.limits->storage_probe, something);
  } else if (queue_.size() == 0) {
    work_.wait(lock, something);
  }
  Jobs fresh = std::exchange(incoming_, {});
  const auto reported = std::exchange(reported_, std::nullopt);
  const bool stopping = stopping_;
  lock.unlock();

  for (auto& job : fresh) queue_.add(std::move(job));
  if (reported) fault(*reported, {});
  return !stopping || (queue_.size() > 0 && mode_ == Mode::serving);
}

void Writer::write_batch() {
  Jobs batch = queue_.take_batch();
  {
    const std::lock_guard lock{mutex_};
    waiting_ -= batch.size();
    queue_gauge_.Set(static_cast<double>(waiting_));
  }
  const auto failure = group_commit_.run(batch);
  if (failure) return after_failure(std::move(batch), *failure);
  after_commit();
}

void Writer::after_commit() {
  if (parts_.checkpointer == nullptr) return;
  parts_.checkpointer->after_commit();
  const auto failure = parts_.connection->take_failure();
  if (!failure) return;
  if (is_fault(*failure)) return fault(*failure, {});
  // The log keeps what the main file has no room for; when it cannot grow either, a commit says so.
  base::log::warning("checkpoint_failed", {{"failure", describe(*failure)}});
}

void Writer::after_failure(Jobs batch, const Failure& failure) {
  switch (failure.kind) {
    case FailureKind::io:
    case FailureKind::corrupt:
      return fault(failure, std::move(batch));
    case FailureKind::full:
      base::log::error("storage_full", {{"failure", describe(failure)}});
      append(batch, close(Mode::read_only));
      return refuse_all(std::move(batch), error_of(failure));
    case FailureKind::busy:
      return refuse_all(std::move(batch), error_of(failure));
    case FailureKind::constraint:
    case FailureKind::other:
      break;
  }
  base::log::error("write_batch_failed", {{"failure", describe(failure)}});
  refuse_all(std::move(batch), base::fail(Code::unavailable, describe(failure), busy_retry));
}

Jobs Writer::close(Mode mode) {
  Jobs waiting;
  while (queue_.size() > 0) append(waiting, queue_.take_batch());
  const std::lock_guard lock{mutex_};
  mode_ = mode;
  append(waiting, std::exchange(incoming_, {}));
  waiting_ = 0;
  queue_gauge_.Set(0);
  return waiting;
}

// A small write that needs what every write needs: space in the log, and a sync.
void Writer::probe() {
  Connection& connection = *parts_.connection;
  connection.control(Control::begin_write);
  Query{connection, Dml::probe, std::to_string(++probes_)}.run();
  connection.control(Control::commit);
  const auto failure = connection.take_failure();
  if (!failure) {
    base::log::info("storage_writable_again");
    const std::lock_guard lock{mutex_};
    mode_ = Mode::serving;
    return;
  }
  connection.control(Control::rollback);
  const auto worse = connection.take_failure();
  for (const auto* each : {&failure, &worse}) {
    if (*each && is_fault(**each)) return fault(**each, {});
  }
}

void Writer::fault(const Failure& failure, Jobs batch) {
  // From here on nobody is told that anything was stored.
  append(batch, close(Mode::faulted));
  const auto text = describe(failure);
  marker_.write(text + "\n");
  base::log::error("storage_failed", {{"failure", text}});
  refuse_all(std::move(batch), error_of(failure));
  if (parts_.on_fatal) parts_.on_fatal(base::fail(Code::storage_failed, text));
}

}  // namespace heartlink::store::sql
