// SPDX-License-Identifier: Apache-2.0
// Somebody goes out of a room by himself. Run by the writer for SqlMembers.
#pragma once

#include "model/parcel.h"
#include "store/member_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MemberStore::leave. A room that is open to all does not end with its last member: others may be in it.
[[nodiscard]] base::Result<Left> write_leave(WriteScope& scope, model::Parcel& news, const model::User& user);

}  // namespace heartlink::store::sql
