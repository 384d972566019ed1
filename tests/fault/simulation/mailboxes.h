// SPDX-License-Identifier: Apache-2.0
// The executors of the simulated workers. What one thread posts to one worker runs in its order
// (base/executor.h); between two threads there is no order, so each pair has a queue of its own and the
// scheduler (turns.cc) takes from any. Nothing ever runs inside post().
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

#include "base/executor.h"

namespace heartlink::fault::simulation {

inline constexpr std::size_t worker_count = 3;
inline constexpr std::size_t reader_count = 2;

// Whoever posts: worker i is thread i.
inline constexpr std::size_t writer_thread = worker_count;
inline constexpr std::size_t first_reader_thread = writer_thread + 1;
inline constexpr std::size_t outside_thread = first_reader_thread + reader_count;
inline constexpr std::size_t thread_count = outside_thread + 1;

class Mailboxes {
 public:
  Mailboxes() {
    for (std::size_t worker = 0; worker < worker_count; ++worker) executors_[worker].bind(*this, worker);
  }
  Mailboxes(const Mailboxes&) = delete;
  Mailboxes& operator=(const Mailboxes&) = delete;

  [[nodiscard]] base::Executor& executor(std::size_t worker) { return executors_[worker]; }

  // Runs `call` as this thread: what it posts is in this thread's order.
  template <class Call>
  void as(std::size_t thread, Call call) {
    const auto before = std::exchange(running_, thread);
    call();
    running_ = before;
  }

  // The queues that hold something, as poster and worker.
  struct Pair {
    std::size_t poster;
    std::size_t worker;
  };
  [[nodiscard]] std::vector<Pair> waiting() const {
    std::vector<Pair> pairs;
    for (std::size_t poster = 0; poster < thread_count; ++poster) {
      for (std::size_t worker = 0; worker < worker_count; ++worker) {
        if (!queues_[poster][worker].empty()) pairs.push_back({poster, worker});
      }
    }
    return pairs;
  }

  void run_one(Pair pair) {
    auto& queue = queues_[pair.poster][pair.worker];
    const auto task = std::move(queue.front());
    queue.pop_front();
    as(pair.worker, task);
  }

  // The process is gone, and what was under way in it.
  void clear() {
    for (auto& of_poster : queues_) {
      for (auto& queue : of_poster) queue.clear();
    }
  }

 private:
  class Executor final : public base::Executor {
   public:
    void bind(Mailboxes& boxes, std::size_t worker) {
      boxes_ = &boxes;
      worker_ = worker;
    }
    void post(Task task) override { boxes_->queues_[boxes_->running_][worker_].push_back(std::move(task)); }

   private:
    Mailboxes* boxes_ = nullptr;
    std::size_t worker_ = 0;
  };

  std::array<Executor, worker_count> executors_;
  std::array<std::array<std::deque<base::Executor::Task>, worker_count>, thread_count> queues_;
  std::size_t running_ = outside_thread;
};

}  // namespace heartlink::fault::simulation
