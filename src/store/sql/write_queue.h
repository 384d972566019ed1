// SPDX-License-Identifier: Apache-2.0
// In which order jobs are written. Each room has a lane; a batch takes the lanes in the order of their oldest
// job, at most so many jobs of each, and the lane that was not emptied goes to the end of the line: one loud
// room delays the others by one share, and inside a room the order of submission holds. Pure; the writer's
// thread only.
#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

using Jobs = std::vector<std::unique_ptr<WriteJob>>;

class WriteQueue {
 public:
  explicit WriteQueue(const base::Limits& limits) : limits_(limits) {}

  void add(std::unique_ptr<WriteJob> job);

  // The next batch: jobs of a room side by side, rooms ascending (so that two nodes lock rows in one order).
  // Bounded by write_batch_jobs, write_batch_bytes (but always one job) and write_batch_room_jobs; jobs
  // without a room have no share of their own.
  [[nodiscard]] Jobs take_batch();

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Lane {
    std::string room;
    std::deque<std::unique_ptr<WriteJob>> jobs;
  };
  using Line = std::list<Lane>;

  // What the batch at hand may still take.
  struct Space {
    std::size_t jobs;
    std::size_t bytes;
  };

  // Moves one lane's share; false when the batch is full.
  bool take_share(Lane& lane, Jobs& share, Space& left) const;

  const base::Limits& limits_;
  Line line_;
  std::unordered_map<std::string_view, Line::iterator> lanes_;  // keys live in the lanes
  std::size_t size_ = 0;
};

}  // namespace heartlink::store::sql
