// SPDX-License-Identifier: Apache-2.0
// The readers without their threads: the scheduler (turns.cc) says when one takes a job and reads, and when
// it gives the answer that it has read. What is committed in between is in no answer.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "store/sql/read_line.h"
#include "tests/fault/simulation/faulty_connection.h"
#include "tests/fault/simulation/mailboxes.h"

namespace heartlink::fault::simulation {

class TurnedReaders final : public store::sql::ReadLine {
 public:
  TurnedReaders(std::array<FaultyConnection*, reader_count> connections, const base::Limits& limits)
      : connections_(connections), limits_(limits) {}

  [[nodiscard]] bool can_read(std::size_t reader) const {
    return !queue_.empty() && !slots_[reader].reading && !slots_[reader].answer;
  }
  void read(std::size_t reader) {
    const Job job = std::move(queue_.front());
    queue_.pop_front();
    slots_[reader].reading = true;
    slots_[reader].answer = job(*connections_[reader]);
    slots_[reader].reading = false;
  }

  [[nodiscard]] bool can_answer(std::size_t reader) const { return slots_[reader].answer.has_value(); }
  // As the reader's thread.
  void answer(std::size_t reader) { (*std::exchange(slots_[reader].answer, std::nullopt))(); }

 private:
  struct Slot {
    bool reading = false;
    std::optional<Answer> answer;
  };

  std::optional<base::Error> submit(Job job) override {
    if (queue_.size() >= limits_.read_queue_jobs) return base::fail(base::Code::busy);
    queue_.push_back(std::move(job));
    return std::nullopt;
  }

  std::optional<store::sql::Failure> settle(store::sql::Connection& connection) override {
    auto failure = connection.take_failure();
    connection.control(store::sql::Control::rollback);
    auto after = connection.take_failure();
    return failure ? std::move(failure) : std::move(after);
  }

  std::array<FaultyConnection*, reader_count> connections_;
  const base::Limits& limits_;
  std::deque<Job> queue_;
  std::array<Slot, reader_count> slots_;
};

}  // namespace heartlink::fault::simulation
