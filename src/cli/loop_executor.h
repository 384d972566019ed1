// SPDX-License-Identifier: Apache-2.0
// An executor for a command that does one thing and waits for it: tasks run on the thread that calls run_one.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include "base/executor.h"

namespace heartlink::cli {

class LoopExecutor final : public base::Executor {
 public:
  void post(Task task) override {
    {
      const std::lock_guard lock{mutex_};
      tasks_.push_back(std::move(task));
    }
    arrived_.notify_one();
  }

  // Waits for a task and runs it.
  void run_one() {
    std::unique_lock lock{mutex_};
    arrived_.wait(lock, [this] { return !tasks_.empty(); });
    const Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Task> tasks_;
};

}  // namespace heartlink::cli
