// SPDX-License-Identifier: Apache-2.0
// An executor that the test drives, and the answer of one asynchronous call. Single-threaded but for post().
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/executor.h"

namespace heartlink::account::testing {

class HandExecutor final : public base::Executor {
 public:
  void post(Task task) override {
    {
      const std::lock_guard lock{mutex_};
      tasks_.push_back(std::move(task));
    }
    arrived_.notify_one();
  }

  // Runs what is there, and what that posts.
  void run_ready() {
    while (auto task = take(false)) (*task)();
  }

  // Runs until `answer` holds something, also when it comes from another thread.
  template <class T>
  T wait_for(const std::shared_ptr<std::optional<T>>& answer) {
    while (!answer->has_value()) (*take(true))();
    return std::move(**answer);
  }

  [[nodiscard]] std::size_t waiting() {
    const std::lock_guard lock{mutex_};
    return tasks_.size();
  }

 private:
  std::optional<Task> take(bool wait) {
    std::unique_lock lock{mutex_};
    if (wait) arrived_.wait(lock, [this] { return !tasks_.empty(); });
    if (tasks_.empty()) return std::nullopt;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Task> tasks_;
};

// The answer of one asynchronous call: `auto answer = expect<T>(executor); run(…, answer.done);
// answer.get()`.
template <class T>
struct Expected {
  base::Done<T> done;
  std::shared_ptr<std::optional<base::Result<T>>> result = std::make_shared<std::optional<base::Result<T>>>();
  HandExecutor* executor = nullptr;

  base::Result<T> get() { return executor->wait_for(result); }
  [[nodiscard]] bool answered() const { return result->has_value(); }
};

template <class T>
Expected<T> expect(HandExecutor& executor) {
  Expected<T> expected;
  expected.executor = &executor;
  expected.done.on = &executor;
  expected.done.call = [result = expected.result](base::Result<T> answer) {
    result->emplace(std::move(answer));
  };
  return expected;
}

}  // namespace heartlink::account::testing
