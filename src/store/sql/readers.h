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
#include <vector>

#include "base/clock.h"
#include "store/sql/driver.h"
#include "store/sql/read_gate.h"
#include "store/sql/read_line.h"

namespace heartlink::store::sql {

class Readers final : public ReadLine {
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

  // Finishes what is queued, then ends the threads and closes the connections. Idempotent.
  void stop();

 private:
  [[nodiscard]] std::optional<base::Error> submit(Job job) override;
  [[nodiscard]] std::optional<Failure> settle(Connection& connection) override;
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
