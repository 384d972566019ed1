// SPDX-License-Identifier: Apache-2.0
// The only thread that writes, and the only owner of the read-write connection. Group commit without a timer:
// while one batch syncs, the next one gathers. Within a batch each job has a savepoint, so a refused job is
// undone alone (batch.h); who is told what after COMMIT, and in which order, says group_commit.h.
//
// What a failure does, by its kind:
//   busy             the batch is tried again
//   full             the batch and all after it answer storage_full, until a probe write gets through
//   io, corrupt      data/io-fault is written, everything answers unavailable, on_fatal is called once; a
//                    sync is never tried again: the kernel may have dropped what it could not write
//   constraint,other one job: it answers internal and is undone alone; around jobs: the batch answers
//                    unavailable
// Nothing of a batch is kept in memory when it is rolled back.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "store/sql/checkpoint.h"
#include "store/sql/fault_marker.h"
#include "store/sql/group_commit.h"
#include "store/sql/write_line.h"
#include "store/sql/write_queue.h"
#include "store/store.h"

namespace heartlink::store::sql {

class Writer final : public WriteLine {
 public:
  struct Parts {
    Connection* connection = nullptr;
    Checkpointer* checkpointer = nullptr;  // null: the database trims its own log
    const base::Clock* clock = nullptr;
    const base::Limits* limits = nullptr;
    base::Metrics* metrics = nullptr;
    std::string fault_path;
    CommitListener on_commit;
    std::function<void(base::Error)> on_fatal;  // on the writer's thread; must not call stop()
  };

  // Starts the thread. Everything in `parts` outlives the writer.
  explicit Writer(Parts parts);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void submit(std::unique_ptr<WriteJob> job) override;

  [[nodiscard]] bool writable() const { return mode_.load(std::memory_order_acquire) == Mode::serving; }

  // A reader met this: the writer acts as if it had met it itself. From every thread.
  void report(Failure failure);

  // Commits what is queued, then ends the thread. Idempotent; not from the writer's thread.
  void stop();

 private:
  enum class Mode : std::uint8_t { serving, read_only, faulted, stopped };

  void run();
  // Waits for work and lines it up; false when the thread shall end.
  [[nodiscard]] bool gather();
  void write_batch();
  void after_commit();
  void after_failure(Jobs batch, const Failure& failure);
  void probe();
  void fault(const Failure& failure, Jobs batch);
  // Takes no more jobs, and hands over those that waited.
  [[nodiscard]] Jobs close(Mode mode);
  // Why a job is not taken now. Under mutex_.
  [[nodiscard]] std::optional<base::Error> refusal() const;

  Parts parts_;
  FaultMarker marker_;
  GroupCommit group_commit_;
  prometheus::Gauge& queue_gauge_;

  WriteQueue queue_;  // writer's thread
  std::int64_t probes_ = 0;

  std::atomic<Mode> mode_{Mode::serving};  // changed under mutex_ only
  std::mutex mutex_;
  std::size_t waiting_ = 0;  // under mutex_: submitted and not yet in a batch
  std::condition_variable work_;
  Jobs incoming_;  // under mutex_
  std::optional<Failure> reported_;  // under mutex_
  bool stopping_ = false;  // under mutex_
  std::once_flag joined_;
  std::thread thread_;
};

}  // namespace heartlink::store::sql
