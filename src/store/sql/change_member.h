// SPDX-License-Identifier: Apache-2.0
// One person changes what another one is in a room. Run by the writer for SqlMembers.
#pragma once

#include "base/limits.h"
#include "model/parcel.h"
#include "store/member_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MemberStore::change. Giving the ownership away writes two entries, the new owner's first; the value is that
// one's id.
[[nodiscard]] base::Result<model::EntryId> write_member_change(WriteScope& scope, model::Parcel& news,
                                                               const base::Limits& limits,
                                                               const MemberChange& change);

}  // namespace heartlink::store::sql
