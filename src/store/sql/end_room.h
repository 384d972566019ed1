// SPDX-License-Identifier: Apache-2.0
// Ends a room at somebody's word. Run by the writer for SqlRooms.
#pragma once

#include "model/parcel.h"
#include "store/room_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// RoomStore::end.
[[nodiscard]] base::Result<model::EntryId> write_order_to_end(WriteScope& scope, model::Parcel& news,
                                                              const EndRoom& order);

}  // namespace heartlink::store::sql
