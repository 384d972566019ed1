// SPDX-License-Identifier: Apache-2.0
#include "store/sql/readers.h"

#include <chrono>

namespace heartlink::store::sql {
namespace {

constexpr std::chrono::milliseconds busy_retry{250};

}  // namespace

Readers::Readers(Parts parts) : parts_(std::move(parts)) {
  for (std::size_t reader = 0; reader < parts_.connections.size(); ++reader) {
    threads_.emplace_back([this, reader] { run(reader); });
  }
}

Readers::~Readers() { stop(); }

std::optional<base::Error> Readers::submit(Job job) {
  {
    const std::lock_guard lock{mutex_};
    if (stopping_) return base::fail(base::Code::unavailable, "the store has stopped");
    if (queue_.size() >= parts_.queue_jobs) {
      return base::fail(base::Code::busy, "the read queue is full", busy_retry);
    }
    queue_.push_back(std::move(job));
  }
  work_.notify_one();
  return std::nullopt;
}

void Readers::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  work_.notify_all();
  std::call_once(joined_, [this] {
    for (auto& thread : threads_) thread.join();
    parts_.connections.clear();
  });
}

std::optional<Failure> Readers::settle(Connection& connection) {
  auto failure = connection.take_failure();
  connection.control(Control::rollback);
  auto after = connection.take_failure();
  if (!failure) failure = std::move(after);
  if (failure && parts_.on_fault &&
      (failure->kind == FailureKind::io || failure->kind == FailureKind::corrupt)) {
    parts_.on_fault(*failure);
  }
  return failure;
}

void Readers::run(std::size_t reader) {
  Connection& connection = *parts_.connections[reader];
  for (;;) {
    std::unique_lock lock{mutex_};
    work_.wait(lock, [this] { return !queue_.empty() || stopping_; });
    if (queue_.empty()) return;
    const Job job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();

    parts_.gate->enter(reader, parts_.clock->now());
    const Answer answer = job(connection);
    parts_.gate->leave(reader);
    answer();
  }
}

}  // namespace heartlink::store::sql
