// SPDX-License-Identifier: Apache-2.0
// Between two people: the room they share, and the wall. Run by the writer for SqlPeople.
#pragma once

#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/people_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// PeopleStore::open_direct; `epoch` is the store's.
[[nodiscard]] base::Result<Direct> write_direct(WriteScope& scope, model::Parcel& news,
                                                const base::Limits& limits, const std::string& epoch,
                                                const NewDirect& direct);

// Whether somebody has blocked the other: by name; by name or under an alias.
[[nodiscard]] bool has_blocked(Connection& connection, model::UserId by, model::UserId whom);
[[nodiscard]] bool has_wall(Connection& connection, model::UserId by, model::UserId whom);

// PeopleStore::block. Goes from room to room, so the job has none of its own.
[[nodiscard]] base::Result<Blocked> write_block(WriteScope& scope, model::Parcel& news, const model::User& by,
                                                model::UserId whom);

// PeopleStore::block_in; likewise.
[[nodiscard]] base::Result<Blocked> write_block_in(WriteScope& scope, model::Parcel& news,
                                                   const model::User& by, const model::RoomId& id);

// PeopleStore::unblock and unblock_in. Told only when no wall of the other kind is left.
[[nodiscard]] base::Result<bool> write_unblock(WriteScope& scope, model::Parcel& news, model::UserId by,
                                               model::UserId whom);
[[nodiscard]] base::Result<bool> write_unblock_in(WriteScope& scope, model::Parcel& news, model::UserId by,
                                                  const model::RoomId& room);

}  // namespace heartlink::store::sql
