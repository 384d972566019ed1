// SPDX-License-Identifier: Apache-2.0
// Who is in a room, and who knows whom. Run by the readers for SqlMembers.
#pragma once

#include "store/member_store.h"
#include "store/sql/driver.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

// MemberStore::participants: the room and its people from one snapshot.
[[nodiscard]] base::Result<Participants> read_participants(Connection& connection, const Engine& engine,
                                                           const model::RoomId& room, model::UserId viewer);

// MemberStore::acquaintance.
[[nodiscard]] base::Result<model::User> read_acquaintance(Connection& connection, model::UserId viewer,
                                                          model::UserId person);

}  // namespace heartlink::store::sql
