// SPDX-License-Identifier: Apache-2.0
// Taking sign-ins away inside a write transaction: the rows, and the words that tell every worker. Used by
// RevokingJobs and by what operators decide.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "model/ids.h"
#include "model/parcel.h"
#include "model/user.h"
#include "store/sql/revoking_job.h"

namespace heartlink::store::sql {

// One sign-in whose row is gone.
[[nodiscard]] model::Revocation revoke_one(model::UserId user, std::string secret_hash);

// Ends every session of a person but the one with the hash `except`; answers how many. It is told whether or
// not rows were there: a socket may outlive by a moment the row of a session whose time was over.
std::uint32_t end_sessions_of(WriteScope& scope, model::UserId user, const std::string& except,
                              Revocations& revoked);

// The same without an exception, and tells that tokens are refused too; their rows stay.
void end_all_of(WriteScope& scope, model::UserId user, Revocations& revoked);

// UserStore::set_disabled.
[[nodiscard]] base::Result<model::User> write_disabled(WriteScope& scope, model::UserId id, bool disabled,
                                                       Revocations& revoked);

}  // namespace heartlink::store::sql
