// SPDX-License-Identifier: Apache-2.0
// The port of the audit log: what operators did. Other ports write acts too, in the transactions that do them
// (moderation_store.h, match_store.h). Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <vector>

#include "base/executor.h"
#include "model/act.h"

namespace heartlink::store {

class AuditStore {
 public:
  virtual ~AuditStore() = default;

  // Keeps what has been done already; id and time are the store's. The value: the act's id. Errors: busy,
  // storage_full, unavailable.
  virtual void note(model::Act act, base::Done<std::int64_t> done) = 0;

  // The newest first, at most `limit`, only ids below `before` (0: from the newest). Error: busy.
  virtual void list(std::int64_t before, std::uint32_t limit, base::Done<std::vector<model::Act>> done) = 0;
};

}  // namespace heartlink::store
