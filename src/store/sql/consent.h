// SPDX-License-Identifier: Apache-2.0
// What takes the word of both of two people: to be seen by name, and to keep what was said. Run by the writer
// for SqlMembers.
#pragma once

#include "model/parcel.h"
#include "store/member_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MemberStore::reveal. The entries are written while the aliases still hold, so their news name those.
[[nodiscard]] base::Result<Consent> write_reveal(WriteScope& scope, model::Parcel& news,
                                                 const model::User& user);

// MemberStore::keep.
[[nodiscard]] base::Result<Consent> write_keep(WriteScope& scope, model::Parcel& news,
                                               const model::User& user);

}  // namespace heartlink::store::sql
