// SPDX-License-Identifier: Apache-2.0
// One thing to write. The port's methods make jobs, the writer runs them. A job decides inside the write
// transaction and never from memory; what it remembers of one run is overwritten by the next (a batch may be
// tried again).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/executor.h"
#include "model/parcel.h"
#include "store/sql/driver.h"
#include "store/sql/room_run.h"

namespace heartlink::store::sql {

// What a job works with while it runs.
struct WriteScope {
  Connection& connection;
  RoomRun& run;  // stands at the job's room, if it has one
  base::WallTime now;
};

class WriteJob {
 public:
  WriteJob() = default;
  WriteJob(const WriteJob&) = delete;
  WriteJob& operator=(const WriteJob&) = delete;
  virtual ~WriteJob() = default;

  // Jobs of one room run in the order of submission; those without a room in theirs.
  [[nodiscard]] virtual std::string_view room() const { return {}; }

  // About what the job puts into the log, for the bound of a batch.
  [[nodiscard]] virtual std::size_t bytes() const { return 256; }

  [[nodiscard]] virtual base::Executor& asker() const = 0;

  // Writer's thread, in a savepoint. False: refused, everything this job wrote is undone.
  [[nodiscard]] virtual bool apply(WriteScope& scope) = 0;

  // Writer's thread, once, after COMMIT of a job that was kept: adds what every worker must see. May move
  // from the job.
  virtual void publish(model::Parcel&) {}

  // Replaces whatever apply found.
  virtual void refuse(base::Error error) = 0;

  // Whether the answer waits until the commit listener has the parcel. A job that takes a right away or ends
  // a room says yes: who asked for it goes round every worker to confirm that its sockets are closed, and
  // that question must come to a worker behind the parcel that closes them. All others are answered before.
  [[nodiscard]] virtual bool answers_last() const { return false; }

  // On the asker's executor, once, at the very end.
  virtual void answer() = 0;
};

// The common half: a result and who waits for it.
template <class T>
class AnsweredJob : public WriteJob {
 public:
  explicit AnsweredJob(base::Done<T> done) : done_(std::move(done)) {}

  [[nodiscard]] base::Executor& asker() const override { return *done_.on; }

  [[nodiscard]] bool apply(WriteScope& scope) final {
    result_.emplace(write(scope));
    return result_->has_value();
  }
  void refuse(base::Error error) final { result_.emplace(std::move(error)); }
  void answer() final { done_.call(std::move(*result_)); }

 protected:
  virtual base::Result<T> write(WriteScope& scope) = 0;
  [[nodiscard]] const base::Result<T>& result() const { return *result_; }

 private:
  base::Done<T> done_;
  std::optional<base::Result<T>> result_;
};

// A job whose writing fits into one function.
template <class T>
class FunctionJob final : public AnsweredJob<T> {
 public:
  using Write = std::function<base::Result<T>(WriteScope&)>;
  FunctionJob(base::Done<T> done, Write write, std::string room = {})
      : AnsweredJob<T>(std::move(done)), write_(std::move(write)), room_(std::move(room)) {}

  [[nodiscard]] std::string_view room() const override { return room_; }

 protected:
  base::Result<T> write(WriteScope& scope) override { return write_(scope); }

 private:
  Write write_;
  std::string room_;
};

}  // namespace heartlink::store::sql
