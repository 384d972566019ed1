// SPDX-License-Identifier: Apache-2.0
// Rows of members: taking a seat in a room, giving it up, and the bounds on both. What changes is put into
// the news. Used by the jobs that make rooms and change who is in them.
#pragma once

#include <optional>

#include "base/error.h"
#include "base/limits.h"
#include "model/member.h"
#include "model/parcel.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// Whether this person is in as many active rooms as one may be.
[[nodiscard]] bool has_too_many_rooms(Connection& connection, const base::Limits& limits, model::UserId user);

// Why one more does not go in: room_full, too_many_rooms.
[[nodiscard]] std::optional<base::Code> no_seat(Connection& connection, const base::Limits& limits,
                                                std::int64_t room, model::UserId user);

// A room whose seats change, and what stands in its log so far.
struct SeatsOf {
  std::int64_t key;
  const model::RoomId& id;
  std::int64_t last_id = 0;
};

// Does nothing for who is a member already. A guest keeps his marks, and a mute.
void take_seat(WriteScope& scope, model::Parcel& news, const SeatsOf& room, model::UserId user,
               model::Role role);

// Of the room at which the run stands. Who was muted, or may still come in and read, stays as a guest: going
// out and in again ends no mute and forgets no mark.
void give_up_seat(WriteScope& scope, model::Parcel& news, model::UserId user);

}  // namespace heartlink::store::sql
