// SPDX-License-Identifier: Apache-2.0
// Letting old things go: entries of match rooms, test rooms that nobody uses. Run by the readers (leftovers)
// and by the writer (the rest) for SqlRetention.
#pragma once

#include <cstdint>

#include "store/retention_store.h"
#include "store/sql/engine.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

struct Walk {
  std::int64_t after = 0;
  base::WallTime match_before;
  base::WallTime test_before;
};

// RetentionStore::leftovers.
[[nodiscard]] base::Result<Leftovers> read_leftovers(Connection& connection, const Engine& engine,
                                                     const Walk& walk);

// RetentionStore::prune, of the room at which the run stands; a room of another kind loses nothing.
[[nodiscard]] base::Result<std::uint32_t> write_pruning(WriteScope& scope, const base::Limits& limits,
                                                        base::WallTime before);

// RetentionStore::remove_test_room, likewise. The affiliations of its members are published.
[[nodiscard]] base::Result<bool> write_removal(WriteScope& scope, model::Parcel& news, base::WallTime before);

}  // namespace heartlink::store::sql
