// SPDX-License-Identifier: Apache-2.0
// A small pool of threads, each with a read-only connection of its own, behind one bounded queue. Used by the
// ports' reading methods. A read sees one snapshot of committed data if it opens one, never the writer's open
// transaction.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "store/sql/driver.h"
#include "store/sql/read_gate.h"

namespace heartlink::store::sql {

class Readers {
 public:
  struct Parts {
    std::vector<std::unique_ptr<Connection>> connections;  // one thread each
    ReadGate* gate = nullptr;
    const base::Clock* clock = nullptr;
    std::size_t queue_jobs = 0;
    std::function<void(Failure)> on_fault;  // the disk failed or the file is damaged; from a reader's thread
  };

  explicit Readers(Parts parts);
  ~Readers();
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // Runs `read(connection)` on some reader and answers with its result, or with the failure the connection
  // met. Errors of its own: busy (the queue is full), unavailable (stopped). From every thread.
  template <class T>
  void ask(base::Done<T> done, std::function<base::Result<T>(Connection&)> read) {
    auto shared = std::make_shared<base::Done<T>>(std::move(done));
    const auto error = submit([this, shared, read = std::move(read)](Connection& connection) {
      base::Result<T> result = read(connection);
      if (auto failure = settle(connection)) result = error_of(*failure);
      return [shared, answer = std::move(result)]() mutable { shared->post(std::move(answer)); };
    });
    if (error) shared->post(*error);
  }

  // Finishes what is queued, then ends the threads and closes the connections. Idempotent.
  void stop();

 private:
  // A job answers what to do once the reader has left the gate.
  using Answer = std::function<void()>;
  using Job = std::function<Answer(Connection&)>;

  [[nodiscard]] std::optional<base::Error> submit(Job job);
  // Takes what the connection kept and ends a transaction that is still open.
  [[nodiscard]] std::optional<Failure> settle(Connection& connection);
  void run(std::size_t reader);

  Parts parts_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::deque<Job> queue_;  // under mutex_
  bool stopping_ = false;  // under mutex_
  std::once_flag joined_;
  std::vector<std::thread> threads_;
};

}  // namespace heartlink::store::sql
