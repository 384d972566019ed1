// SPDX-License-Identifier: Apache-2.0
// One step of the matching machine as one transaction: its tickets, their room, what their owners are told.
// Run by the writer for SqlMatches.
#pragma once

#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/match_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// MatchStore::commit. `epoch` is the store's.
[[nodiscard]] base::Result<bool> write_step(WriteScope& scope, model::Parcel& news,
                                            const base::Limits& limits, const std::string& epoch,
                                            const MatchStep& step);

}  // namespace heartlink::store::sql
