// SPDX-License-Identifier: Apache-2.0
#include "store/sql/checkpoint.h"

#include <chrono>
#include <string>

#include <prometheus/gauge.h>

#include "base/log.h"

namespace heartlink::store::sql {

namespace {
constexpr unsigned failures_before_log = 3;
}

Checkpointer::Checkpointer(Wal& wal, ReadGate& gate, const base::Clock& clock, const base::Limits& limits,
                           base::Metrics& metrics)
    : wal_(wal),
      gate_(gate),
      clock_(clock),
      limits_(limits),
      wal_gauge_(metrics.gauge("heartlink_wal_bytes", "Length of the write-ahead log in use.")),
      next_bytes_(limits.wal_passive_bytes) {}

void Checkpointer::after_commit() {
  const std::size_t bytes = wal_.wal_bytes();
  wal_gauge_.Set(static_cast<double>(bytes));
  if (bytes < last_bytes_) {  // the log began anew
    next_bytes_ = limits_.wal_passive_bytes;
    failures_ = 0;
  }
  last_bytes_ = bytes;
  if (bytes <= next_bytes_) return;
  next_bytes_ = bytes + limits_.wal_passive_bytes / 4;
  if (bytes > limits_.wal_restart_bytes) {
    restart(bytes);
  } else {
    wal_.checkpoint_passive();
  }
}

void Checkpointer::restart(std::size_t bytes) {
  gate_.close();
  const auto outcome = wal_.checkpoint_restart(limits_.wal_restart_timeout);
  if (outcome == CheckpointOutcome::complete) {
    failures_ = 0;
  } else if (++failures_ % failures_before_log == 0) {
    log_oldest_reader(bytes);
  }
  gate_.open();
}

void Checkpointer::log_oldest_reader(std::size_t bytes) const {
  const auto oldest = gate_.oldest();
  if (!oldest) return base::log::warning("wal_cannot_be_emptied", {{"bytes", std::to_string(bytes)}});
  const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now() - oldest->since);
  base::log::warning("wal_held_by_reader", {{"bytes", std::to_string(bytes)},
                                            {"reader", std::to_string(oldest->reader)},
                                            {"age_ms", std::to_string(age.count())}});
}

}  // namespace heartlink::store::sql
