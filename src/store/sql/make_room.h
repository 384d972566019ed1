// SPDX-License-Identifier: Apache-2.0
// Makes a room and seats its first people. Run by the writer for SqlRooms and SqlPeople.
#pragma once

#include <optional>
#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/room_store.h"
#include "store/sql/rows.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// The row and the seats, nothing asked; `epoch` is the store's. Error: room_exists.
[[nodiscard]] base::Result<StoredRoom> insert_room(WriteScope& scope, model::Parcel& news,
                                                   const NewRoom& room, const std::string& epoch);

// RoomStore::create.
[[nodiscard]] base::Result<model::Room> write_room(WriteScope& scope, model::Parcel& news,
                                                   const base::Limits& limits, const std::string& epoch,
                                                   const NewRoom& room);

}  // namespace heartlink::store::sql
