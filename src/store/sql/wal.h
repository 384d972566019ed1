// SPDX-License-Identifier: Apache-2.0
// The port to a write-ahead log that does not trim itself. Implemented by the SQLite driver, used by the
// checkpointer on the writer's thread; a database that keeps its own log has none.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace heartlink::store::sql {

enum class CheckpointOutcome : std::uint8_t {
  complete,  // everything is in the main file; the next commit may start the log anew
  partial,   // readers still need the rest
  failed     // the connection keeps the failure
};

class Wal {
 public:
  virtual ~Wal() = default;

  // Length of the log in use after the last commit, in bytes. The file may be longer.
  [[nodiscard]] virtual std::size_t wal_bytes() const = 0;

  // Copies what no reader holds back, without waiting for anyone.
  virtual CheckpointOutcome checkpoint_passive() = 0;

  // Waits at most `timeout` for readers, then lets the next commit start the log anew.
  virtual CheckpointOutcome checkpoint_restart(std::chrono::milliseconds timeout) = 0;
};

}  // namespace heartlink::store::sql
