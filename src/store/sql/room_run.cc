// SPDX-License-Identifier: Apache-2.0
#include "store/sql/room_run.h"

#include "store/sql/query.h"

namespace heartlink::store::sql {

void RoomRun::move_to(std::string_view room_id) {
  if (!stale_ && room_id == room_id_) return;
  finish();
  forget();
  stale_ = false;
  room_id_ = room_id;
  if (room_id.empty()) return;
  Query row{connection_, Dml::lock_room, room_id};
  if (!row.row()) return;
  room_.emplace();
  room_->key = row.integer(0);
  room_->room.type = static_cast<model::RoomType>(row.integer(1));
  room_->room.status = static_cast<model::RoomStatus>(row.integer(2));
  room_->room.made_by = static_cast<model::MadeBy>(row.integer(3));
  room_->last_id = written_id_ = row.integer(4);
}

void RoomRun::finish() {
  if (!room_ || room_->last_id == written_id_) return;
  Query{connection_, Dml::move_head, room_->key, room_->last_id}.run();
  written_id_ = room_->last_id;
}

void RoomRun::forget() {
  room_id_.clear();
  room_.reset();
  rights_.clear();
  stale_ = true;
}

Rights RoomRun::rights(model::UserId user) {
  for (const auto& [id, rights] : rights_) {
    if (id == user) return rights;
  }
  Rights rights;
  Query row{connection_, Dml::rights, room_->key, user.value};
  if (row.row()) {
    rights.known = true;
    rights.disabled = row.integer(0) != 0;
    rights.member = !row.is_null(1);
  }
  rights_.emplace_back(user, rights);
  return rights;
}

}  // namespace heartlink::store::sql
