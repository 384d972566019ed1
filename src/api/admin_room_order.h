// SPDX-License-Identifier: Apache-2.0
// The operator's `room create`: which kind of room, and for whom. Called by
// api/admin_room.cc only.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/executor.h"
#include "base/result.h"
#include "model/room.h"
#include "store/store.h"

namespace heartlink::api {

struct RoomOrder {
  RoomOrder() = default;

  model::RoomId id;
  model::MadeBy kind = model::MadeBy::group;
  std::string user1;  // names as typed; empty: nobody
  std::string user2;
};

// "direct", "group", "public", "heart", "test", "number".
[[nodiscard]] std::string_view kind_name(model::MadeBy kind);

// The other way round, of all six. Error: room_kind_invalid.
[[nodiscard]] base::Result<model::MadeBy> parse_kind(std::string_view name);

// Reads room_id, user1, user2 and kind. Without a kind a `test-room-…` is a test room, two people make a
// direct room and one a group. Errors: room_id_invalid, field_invalid, room_kind_invalid (detail says why the
// kind does not fit).
[[nodiscard]] base::Result<RoomOrder> parse_room_order(const boost::json::object& request);

// Looks the people up, then makes the room. Errors: user_not_found (detail names who), room_kind_invalid
// (twice the same person), room_exists, busy, storage_full, unavailable.
void make_room(store::Store& store, RoomOrder order, base::Done<model::Room> done);

}  // namespace heartlink::api
