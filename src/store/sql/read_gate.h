// SPDX-License-Identifier: Apache-2.0
// The door through which every read goes. A checkpoint that must empty the WAL closes it for a moment, so
// that overlapping reads cannot keep the log growing for ever. Readers enter from their threads, the writer
// closes.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.h"

namespace heartlink::store::sql {

class ReadGate {
 public:
  // `readers` are numbered from 0.
  explicit ReadGate(std::size_t readers) : since_(readers) {}

  // Waits while the gate is closed, then notes when this reader began.
  void enter(std::size_t reader, base::SteadyTime now);
  void leave(std::size_t reader);

  // New reads wait from here on; those inside go on.
  void close();
  void open();

  // The reader that is inside longest.
  struct Oldest {
    std::size_t reader;
    base::SteadyTime since;
  };
  [[nodiscard]] std::optional<Oldest> oldest() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable opened_;
  bool closed_ = false;
  std::vector<std::optional<base::SteadyTime>> since_;
};

}  // namespace heartlink::store::sql
