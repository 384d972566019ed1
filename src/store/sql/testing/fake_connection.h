// SPDX-License-Identifier: Apache-2.0
// A database in memory that fails when a test says so. Scripts given to execute() are what it "stores": they
// become durable at COMMIT and go away with a rollback. Statements answer no rows. Lives on the writer's
// thread; a test looks at it only while the writer waits (after an answer came through an executor, or after
// stop()).
#pragma once

#include <array>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "store/sql/driver.h"
#include "store/sql/wal.h"

namespace heartlink::store::sql::testing {

inline Failure failure(FailureKind kind) { return {kind, 1, 0, "injected"}; }

class FakeConnection final : public Connection, public Wal {
 public:
  // Asked before each control statement with how often that verb has come (from 1); a failure makes it fail.
  std::function<std::optional<Failure>(Control verb, int time)> on_control;
  // Asked before each script.
  std::function<std::optional<Failure>(std::string_view script)> on_execute;

  std::vector<std::string> durable;
  std::size_t wal_length = 0;
  std::vector<std::string> checkpoints;  // "passive", "restart"
  std::function<std::optional<Failure>()> on_checkpoint;

  [[nodiscard]] int times(Control verb) const { return times_[static_cast<std::size_t>(verb)]; }

  Prepared& prepare(const Statement&) override { return nothing_; }

  bool execute(std::string_view script) override {
    if (failed()) return false;
    if (on_execute) {
      if (auto injected = on_execute(script)) return fail(std::move(*injected));
    }
    open_.emplace_back(script);
    return true;
  }

  bool control(Control verb) override {
    const bool undoes = verb == Control::rollback || verb == Control::rollback_to;
    if (failed() && !undoes) return false;
    const int time = ++times_[static_cast<std::size_t>(verb)];
    if (on_control) {
      if (auto injected = on_control(verb, time)) return fail(std::move(*injected));
    }
    if (verb == Control::savepoint) savepoint_ = open_.size();
    if (verb == Control::rollback_to) open_.resize(savepoint_);
    if (verb == Control::rollback) open_.clear();
    if (verb == Control::commit) {
      durable.insert(durable.end(), open_.begin(), open_.end());
      open_.clear();
    }
    return true;
  }

  [[nodiscard]] std::int64_t changes() const override { return 1; }

  [[nodiscard]] std::size_t wal_bytes() const override { return wal_length; }
  CheckpointOutcome checkpoint_passive() override { return checkpoint("passive"); }
  CheckpointOutcome checkpoint_restart(std::chrono::milliseconds) override { return checkpoint("restart"); }

 private:
  class Nothing final : public Prepared {
   public:
    void bind_integer(int, std::int64_t) override {}
    void bind_text(int, std::string_view) override {}
    void bind_blob(int, std::string_view) override {}
    void bind_null(int) override {}
    bool step() override { return false; }
    bool is_null(int) override { return true; }
    std::int64_t integer(int) override { return 0; }
    std::string_view bytes(int) override { return {}; }
    void reset() override {}
  };

  bool fail(Failure injected) {
    keep(std::move(injected));
    return false;
  }

  CheckpointOutcome checkpoint(const char* kind) {
    checkpoints.emplace_back(kind);
    if (on_checkpoint) {
      if (auto injected = on_checkpoint()) {
        keep(std::move(*injected));
        return CheckpointOutcome::failed;
      }
    }
    return CheckpointOutcome::complete;
  }

  Nothing nothing_;
  std::array<int, 7> times_{};
  std::vector<std::string> open_;
  std::size_t savepoint_ = 0;
};

}  // namespace heartlink::store::sql::testing
