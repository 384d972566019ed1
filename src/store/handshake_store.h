// SPDX-License-Identifier: Apache-2.0
// The port behind the handshake log: keeps over a restart what memory holds (diagnose/handshake_log.h).
#pragma once

#include <cstdint>
#include <vector>

#include "base/executor.h"
#include "model/handshake.h"

namespace heartlink::store {

class HandshakeStore {
 public:
  virtual ~HandshakeStore() = default;

  // Appends the rows, oldest first, and forgets the oldest over `most`; a row whose id is there is skipped.
  // Errors: busy, storage_full, unavailable.
  virtual void keep(std::vector<model::Handshake> rows, std::uint32_t most, base::Done<bool> done) = 0;

  // The newest `limit` rows, oldest first. Error: busy.
  virtual void latest(std::uint32_t limit, base::Done<std::vector<model::Handshake>> done) = 0;
};

}  // namespace heartlink::store
