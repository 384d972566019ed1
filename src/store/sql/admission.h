// SPDX-License-Identifier: Apache-2.0
// Who may do what in the room at which the run stands. Decided inside the write transaction; used by every
// job of a room.
#pragma once

#include <optional>

#include "base/error.h"
#include "model/member.h"
#include "store/sql/room_run.h"

namespace heartlink::store::sql {

// Why this person may not act here at all: account_disabled, not_a_member (not in a room that is open to
// all), room_ended. A stranger does not learn whether a room has ended. A room that is not active takes
// nothing, whether it has ended or has not begun.
[[nodiscard]] std::optional<base::Code> refusal(const model::Room& room, const Rights& rights);

// What this person is here when it comes to others: staff count as admins in public rooms, and who is no
// member as a guest.
[[nodiscard]] model::Role rank_of(const model::Room& room, const Rights& rights);

}  // namespace heartlink::store::sql
