// SPDX-License-Identifier: Apache-2.0
// The threads that hash passwords, so that no worker ever waits for argon2 and its memory stays bounded: a
// few threads and a short queue. Called by the use cases that make or check a password. Its mutex, held for
// one queue operation, is the only one of this floor.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/executor.h"
#include "base/result.h"

namespace heartlink::account {

class PasswordPool {
 public:
  // What a full queue tells people to wait: time enough for it to empty on one slow thread.
  static constexpr std::chrono::milliseconds retry{2000};

  // At most `queue_jobs` wait while `threads` (at least one) work.
  PasswordPool(std::uint32_t threads, std::size_t queue_jobs);
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;
  ~PasswordPool();

  // Runs `job` on one of the threads and answers on the asker's executor. Never blocks; safe from every
  // thread. Errors: the job's own; busy when the queue is full; unavailable after stop().
  template <class T>
  void run(std::function<base::Result<T>()> job, base::Done<T> done) {
    add([job = std::move(job), done = std::move(done)](std::optional<base::Error> refused) {
      done.post(refused ? base::Result<T>{std::move(*refused)} : job());
    });
  }

  // How many jobs it was given so far, those it refused as well.
  [[nodiscard]] std::uint64_t jobs();

  // Finishes the hashes that have begun, answers `unavailable` to those that wait, ends the threads.
  // Idempotent. The executors that asked must outlive it.
  void stop();

 private:
  using Work = std::function<void(std::optional<base::Error> refused)>;

  void add(Work work);
  void work_loop();

  std::size_t queue_jobs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> queue_;
  std::uint64_t jobs_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace heartlink::account
