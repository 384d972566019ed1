// SPDX-License-Identifier: Apache-2.0
// What people do to a store so that its disk has everything to do: batches of several jobs, messages of all
// sizes, resends, recalls, marks and members that come and go, a log that is copied, begun anew and reused,
// a reader that holds it back. The same seed does the same.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/fault/disk/store_run.h"

namespace heartlink::fault::disk {

class Workload {
 public:
  explicit Workload(std::uint64_t seed) : dice_(seed) {}

  // People and rooms; once, on a store that has none.
  void people(StoreRun& run, std::size_t rooms);

  // `count` batches, the first one with a single message.
  void batches(StoreRun& run, std::size_t count, std::size_t jobs_max);

  // A message of the first person, who is everywhere and stays there.
  [[nodiscard]] Sent message(std::size_t room);

 private:
  std::uint64_t below(std::uint64_t bound) { return dice_() % bound; }
  [[nodiscard]] const model::User& somebody() { return people_[below(people_.size())]; }
  Sent message_of(const model::User& by, std::size_t room);
  void one_job(StoreRun& run);
  void recall_one(StoreRun& run, std::size_t room);
  void remove_and_add(StoreRun& run);

  std::mt19937_64 dice_;
  std::vector<model::User> people_;
  model::User guest_;  // comes and goes
  std::vector<model::RoomId> rooms_;
  std::vector<Sent> sent_;
  std::size_t next_cid_ = 0;
};

}  // namespace heartlink::fault::disk
