// SPDX-License-Identifier: Apache-2.0
// A ticket as a row, and the compare-and-set that moves one. Run by the writer and by the readers for
// SqlMatches.
#pragma once

#include "model/ticket.h"
#include "store/match_store.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {

static_assert(static_cast<int>(model::MatchKind::heart) == 1);
static_assert(static_cast<int>(model::TicketState::offered) == 1);
static_assert(static_cast<int>(model::TicketState::matched) == 2);
static_assert(static_cast<int>(model::TicketState::dropped) == 5);

// The columns of `live_tickets`, from 0.
inline constexpr int ticket_columns = 17;
[[nodiscard]] model::Ticket ticket_of(Query& row);

// False: it is not as the change believes, and nothing was written.
[[nodiscard]] bool write_change(Connection& connection, const TicketChange& change);

// What became of it long ago is nobody's question any more.
void drop_old_tickets(Connection& connection, const model::Ticket& newest, base::WallTime now);

}  // namespace heartlink::store::sql
