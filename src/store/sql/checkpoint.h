// SPDX-License-Identifier: Apache-2.0
// Keeps the WAL short. Called by the writer after each commit whose answers are out; nobody else checkpoints.
// Over wal_passive_bytes it copies what readers do not hold back, without waiting. Over wal_restart_bytes it
// closes the read gate and waits wal_restart_timeout for those inside. An attempt that readers spoiled is
// repeated after a quarter of wal_passive_bytes more, not after each commit: it costs a sync of the main
// file.
#pragma once

#include <cstddef>

#include "base/clock.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "store/sql/read_gate.h"
#include "store/sql/wal.h"

namespace heartlink::store::sql {

class Checkpointer {
 public:
  Checkpointer(Wal& wal, ReadGate& gate, const base::Clock& clock, const base::Limits& limits,
               base::Metrics& metrics);

  // A failure is kept by the connection; the caller takes it.
  void after_commit();

 private:
  void restart(std::size_t bytes);
  void log_oldest_reader(std::size_t bytes) const;

  Wal& wal_;
  ReadGate& gate_;
  const base::Clock& clock_;
  const base::Limits& limits_;
  prometheus::Gauge& wal_gauge_;
  std::size_t last_bytes_ = 0;
  std::size_t next_bytes_;
  unsigned failures_ = 0;
};

}  // namespace heartlink::store::sql
