// SPDX-License-Identifier: Apache-2.0
// Rooms as their operator sees them. Run by the readers.
#pragma once

#include <vector>

#include "store/room_store.h"
#include "store/sql/driver.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

// RoomStore::show: the room and its members from one snapshot.
[[nodiscard]] base::Result<RoomDetails> read_details(Connection& connection, const Engine& engine,
                                                     const model::RoomId& id);

// RoomStore::list.
[[nodiscard]] base::Result<std::vector<RoomDetails>> read_rooms(Connection& connection, const Engine& engine,
                                                                const RoomsQuery& query);

}  // namespace heartlink::store::sql
