// SPDX-License-Identifier: Apache-2.0
// The port of rooms. Same promises as MessageStore.
#pragma once

#include <optional>

#include "base/executor.h"
#include "model/room.h"

namespace heartlink::store {

struct NewRoom {
  NewRoom() = default;

  model::RoomId id;
  model::RoomType type = model::RoomType::private_room;
  model::MadeBy made_by = model::MadeBy::direct;
  std::optional<model::UserId> user1;
  std::optional<model::UserId> user2;
  bool keep_existing = false;  // answer the room that is there instead of room_exists
  std::uint32_t made_by_max = 0;  // at most this many active rooms of this `made_by` (0: no bound), else busy
};

// A room together with what one person may do in it.
struct RoomView {
  RoomView() = default;

  model::Room room;
  bool may_enter = false;  // a member, or the room is open to all
};

class RoomStore {
 public:
  virtual ~RoomStore() = default;

  // Makes a room; 1:1 rooms get user1 and user2 as members, groups user1 as owner.
  // Errors: room_exists, user_not_found, busy, storage_full, unavailable.
  virtual void create(NewRoom room, base::Done<model::Room> done) = 0;

  // Errors: room_not_found, busy.
  virtual void find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) = 0;
};

}  // namespace heartlink::store
