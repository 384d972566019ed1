// SPDX-License-Identifier: Apache-2.0
// Executors of several askers that one thread turns. When an answer is posted, the posting thread itself
// notes where the record of the disk stands: an answer that leaves before its sync is caught by that, however
// late the asker's thread comes to run it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

#include "base/executor.h"
#include "tests/fault/history/lines.h"

namespace heartlink::fault::disk {

// When something was posted.
struct Moment {
  std::size_t position = 0;
  std::int64_t at_ns = 0;
};

class NotingQueue {
 public:
  using Position = std::function<std::size_t()>;
  explicit NotingQueue(Position position) : position_(std::move(position)) {}

  void post(base::Executor::Task task) {
    const Moment moment{position_(), now_ns()};
    {
      const std::lock_guard lock{mutex_};
      tasks_.push_back({moment, std::move(task)});
    }
    posted_.notify_one();
  }

  // Runs tasks until `done` holds; false when it does not in half a minute.
  bool run_until(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!done()) {
      Posted next;
      {
        std::unique_lock lock{mutex_};
        if (!posted_.wait_until(lock, until, [this] { return !tasks_.empty(); })) return false;
        next = std::move(tasks_.front());
        tasks_.pop_front();
      }
      moment_ = next.moment;
      next.task();
    }
    return true;
  }

  [[nodiscard]] Moment now() const { return {position_(), now_ns()}; }
  // Of the task that runs.
  [[nodiscard]] const Moment& posted() const { return moment_; }

 private:
  struct Posted {
    Moment moment;
    base::Executor::Task task;
  };
  const Position position_;
  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<Posted> tasks_;
  Moment moment_;
};

// One asker: a worker of the real process.
class NotingExecutor final : public base::Executor {
 public:
  explicit NotingExecutor(NotingQueue& queue) : queue_(queue) {}
  void post(Task task) override { queue_.post(std::move(task)); }

 private:
  NotingQueue& queue_;
};

}  // namespace heartlink::fault::disk
