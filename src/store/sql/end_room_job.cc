// SPDX-License-Identifier: Apache-2.0
#include "store/sql/end_room_job.h"

#include <optional>
#include <utility>

#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

// Columns and index entries around the reason, and the room's row.
constexpr std::size_t row_overhead_bytes = 320;

// Nobody's entry: the operator has no place among the room's people.
constexpr std::int64_t the_operator = 0;

constexpr std::string_view message_type = "system";

}  // namespace

EndRoomJob::EndRoomJob(model::RoomId room, std::string reason, base::Done<model::EntryId> done)
    : AnsweredJob(std::move(done)), room_(std::move(room)), reason_(std::move(reason)) {}

std::size_t EndRoomJob::bytes() const { return reason_.size() + row_overhead_bytes; }

base::Result<model::EntryId> EndRoomJob::write(WriteScope& scope) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  if (room->room.status == model::RoomStatus::ended) return base::fail(Code::room_ended);
  const model::EntryId last = scope.run.next();
  const std::optional<std::int64_t> no_reply;
  Query{scope.connection, Dml::insert_entry, room->key, last.value,   the_operator, model::EntryKind::ended,
        TextOrNull{},     BlobOrNull{},      reason_,   message_type, no_reply,     scope.now.us}
      .run();
  Query{scope.connection, Dml::end_room, room->key, model::RoomStatus::ended, scope.now.us}.run();
  if (scope.connection.failed()) return base::fail(Code::internal);  // the writer says what it was
  at_ = scope.now;
  scope.run.advance();
  scope.run.stale();
  return last;
}

void EndRoomJob::publish(model::Parcel& parcel) {
  auto& entry = parcel.entries.emplace_back();
  entry.room = std::move(room_);
  entry.id = result().value();
  entry.kind = model::EntryKind::ended;
  entry.sender = {the_operator};
  entry.message_type = message_type;
  entry.content = std::move(reason_);
  entry.created_at = at_;
}

}  // namespace heartlink::store::sql
