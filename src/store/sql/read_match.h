// SPDX-License-Identifier: Apache-2.0
// What matching reads: everything that waits, whom somebody should not meet, what became of his last wait.
// Run by the readers for SqlMatches.
#pragma once

#include "store/match_store.h"
#include "store/sql/engine.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {

// MatchStore::live; in no hurry, for nobody is served yet.
[[nodiscard]] base::Result<LiveTickets> read_live(Connection& connection, base::WallTime met_since);

// MatchStore::queue.
[[nodiscard]] base::Result<std::vector<QueuedTicket>> read_queue(Connection& connection, std::uint32_t limit);

// MatchStore::company.
[[nodiscard]] Company read_company(Connection& connection, model::UserId user, base::WallTime met_since);

// MatchStore::newest.
[[nodiscard]] base::Result<Meeting> read_newest(Connection& connection, const Engine& engine,
                                                model::UserId user, model::MatchKind kind);

// MatchStore::reunion.
[[nodiscard]] base::Result<Meeting> read_reunion(Connection& connection, const Engine& engine,
                                                 model::UserId user);

}  // namespace heartlink::store::sql
