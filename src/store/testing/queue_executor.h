// SPDX-License-Identifier: Apache-2.0
// An executor that a test turns by hand: tasks wait in a queue until the test's own thread runs them, so that
// answers of the store's threads arrive where the test looks, in their order, and nothing has to sleep.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/executor.h"

namespace heartlink::store::testing {

class QueueExecutor final : public base::Executor {
 public:
  void post(Task task) override {
    {
      const std::lock_guard lock{mutex_};
      tasks_.push_back(std::move(task));
    }
    posted_.notify_one();
  }

  // Runs tasks as they come until `done` holds; false when it does not within the bound, which only a broken
  // test reaches.
  bool run_until(const std::function<bool()>& done, std::chrono::seconds most = std::chrono::seconds{30}) {
    const auto until = std::chrono::steady_clock::now() + most;
    while (!done()) {
      Task task;
      {
        std::unique_lock lock{mutex_};
        if (!posted_.wait_until(lock, until, [this] { return !tasks_.empty(); })) return false;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
    return true;
  }

  // Runs what is there, and what that posts.
  void run_ready() {
    while (waiting() > 0) run_until([ran = false]() mutable { return std::exchange(ran, true); });
  }

  // Asks something that answers through a Done, and waits for it: `ask<Posted>([&](auto done) { store.post(m,
  // done); })`. Throws std::runtime_error when no answer comes.
  template <class T>
  base::Result<T> ask(const std::function<void(base::Done<T>)>& call) {
    std::optional<base::Result<T>> answer;
    base::Done<T> done;
    done.on = this;
    done.call = [&answer](base::Result<T> result) { answer.emplace(std::move(result)); };
    call(std::move(done));
    if (!run_until([&answer] { return answer.has_value(); })) throw std::runtime_error("no answer");
    return std::move(*answer);
  }

  // How many tasks wait.
  [[nodiscard]] std::size_t waiting() const {
    const std::lock_guard lock{mutex_};
    return tasks_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<Task> tasks_;
};

}  // namespace heartlink::store::testing
