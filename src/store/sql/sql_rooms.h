// SPDX-License-Identifier: Apache-2.0
// The RoomStore over SQL.
#pragma once

#include "store/room_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlRooms final : public RoomStore {
 public:
  explicit SqlRooms(const Engine& engine) : engine_(engine) {}

  void create(NewRoom room, base::Done<model::Room> done) override;
  void find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) override;
  void show(model::RoomId id, base::Done<RoomDetails> done) override;
  void list(RoomsQuery query, base::Done<std::vector<RoomDetails>> done) override;
  void end(EndRoom order, base::Done<model::EntryId> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
