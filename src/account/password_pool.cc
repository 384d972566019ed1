// SPDX-License-Identifier: Apache-2.0
#include "account/password_pool.h"

#include <algorithm>

namespace heartlink::account {

using base::Code;

PasswordPool::PasswordPool(std::uint32_t threads, std::size_t queue_jobs) : queue_jobs_(queue_jobs) {
  const std::uint32_t count = std::max(threads, std::uint32_t{1});
  threads_.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) threads_.emplace_back([this] { work_loop(); });
}

PasswordPool::~PasswordPool() { stop(); }

void PasswordPool::add(Work work) {
  std::optional<base::Error> refused;
  {
    const std::lock_guard lock{mutex_};
    ++jobs_;
    if (stopping_) {
      refused = base::fail(Code::unavailable, "the server is stopping");
    } else if (queue_.size() >= queue_jobs_) {
      refused = base::fail(Code::busy, "limits.password_queue_jobs passwords wait already", retry);
    } else {
      queue_.push_back(std::move(work));
    }
  }
  if (refused) return work(std::move(refused));
  changed_.notify_one();
}

void PasswordPool::work_loop() {
  std::unique_lock lock{mutex_};
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const Work work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work(std::nullopt);
    lock.lock();
  }
}

std::uint64_t PasswordPool::jobs() {
  const std::lock_guard lock{mutex_};
  return jobs_;
}

void PasswordPool::stop() {
  std::deque<Work> left;
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    left.swap(queue_);
  }
  changed_.notify_all();
  for (const Work& work : left) work(base::fail(Code::unavailable, "the server is stopping"));
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace heartlink::account
