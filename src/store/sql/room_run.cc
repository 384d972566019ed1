// SPDX-License-Identifier: Apache-2.0
#include "store/sql/room_run.h"

#include "store/sql/rows.h"

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
  auto stored = stored_room_of(row);
  room_.emplace();
  room_->key = stored.key;
  room_->room = std::move(stored.room);
  room_->last_id = written_id_ = room_->room.last_id.value;
}

void RoomRun::visit(std::string_view room_id) {
  stale_ = true;
  move_to(room_id);
  stale_ = true;
  visiting_ = true;
}

void RoomRun::begin_job() {
  visiting_ = false;
  last_id_before_ = room_ ? room_->last_id : 0;
}

void RoomRun::undo_job() {
  if (visiting_) return forget();
  if (room_) room_->last_id = last_id_before_;
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
    rights.staff = row.integer(1) != 0;
    if (const auto role = row.integer_or_null(2)) rights.role = static_cast<model::Role>(*role);
    rights.muted_until = {row.integer_or_null(3).value_or(0)};
    rights.tells_reads = row.integer(4) != 0;
    rights.muted_everywhere_until = {row.integer(5)};
  }
  if (room_->room.open_to_all() && !rights.member())
    rights.removed = was_removed(connection_, room_->key, user);
  rights_.emplace_back(user, rights);
  return rights;
}

}  // namespace heartlink::store::sql
