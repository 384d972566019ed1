// SPDX-License-Identifier: Apache-2.0
// Invites, and coming into a room by one or by the id of a public room. Run by the writer for SqlMembers.
#pragma once

#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/member_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MemberStore::invite.
[[nodiscard]] base::Result<bool> write_invite(WriteScope& scope, const base::Limits& limits,
                                              const NewInvite& invite);

// MemberStore::join. `epoch` is the store's. Who is a member already is told so whatever became of the
// invite: the link that let him in is the one he clicks again.
[[nodiscard]] base::Result<Joined> write_join(WriteScope& scope, model::Parcel& news,
                                              const base::Limits& limits, const std::string& epoch,
                                              const JoinRoom& join);

}  // namespace heartlink::store::sql
