// SPDX-License-Identifier: Apache-2.0
// A notice of the server to one person: an entry in a room that only he has. Run by the writer for SqlPeople.
#pragma once

#include <cstdint>
#include <string>

#include "model/ids.h"
#include "model/parcel.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// `system-<user id>`: the job runs there.
[[nodiscard]] model::RoomId notice_room(model::UserId user);

// PeopleStore::notify. Error besides: room_exists (somebody has a room of this id), room_ended,
// user_not_found.
[[nodiscard]] base::Result<std::int64_t> write_notice(WriteScope& scope, model::Parcel& news,
                                                      model::UserId user, const std::string& text);

}  // namespace heartlink::store::sql
