// SPDX-License-Identifier: Apache-2.0
// Entries that no message is: member changes, recalls, ends, the server's notices. Each takes the next place
// in the log of the room at which the run stands. Used by jobs; a message of a person goes through PostJob.
#pragma once

#include <optional>
#include <string>

#include "model/entry.h"
#include "model/member.h"
#include "model/parcel.h"
#include "model/user.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// Writes the entry, and puts it into the news as readers will find it. Its client_id is told, not kept: what
// keeps one is refused when it comes a second time.
model::EntryId append(WriteScope& scope, model::Parcel& news, model::Entry entry);

[[nodiscard]] model::Entry member_changed(const model::User& by, const model::User& subject,
                                          model::MemberAction action, std::string content = {});

// The last entry, and the room's status with it; nobody: the operator.
model::EntryId write_end(WriteScope& scope, model::Parcel& news, const std::optional<model::User>& by,
                         std::string reason);

}  // namespace heartlink::store::sql
