// SPDX-License-Identifier: Apache-2.0
// What operators do about people, each with its act, in one transaction. Run by the writer for SqlModeration.
#pragma once

#include <chrono>
#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/moderation_store.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// ModerationStore::open_report.
[[nodiscard]] base::Result<OpenedReport> write_opening(WriteScope& scope, std::int64_t id,
                                                       const std::string& by);

// ModerationStore::decide.
[[nodiscard]] base::Result<model::Report> write_decision(WriteScope& scope, model::Parcel& news,
                                                         const base::Limits& limits,
                                                         const Decision& decision);

// ModerationStore::mute.
[[nodiscard]] base::Result<base::WallTime> write_mute(WriteScope& scope, model::Parcel& news,
                                                      const base::Limits& limits, const Ruling& ruling,
                                                      std::chrono::hours length);

// ModerationStore::unmute.
[[nodiscard]] base::Result<bool> write_unmute(WriteScope& scope, model::Parcel& news,
                                              const base::Limits& limits, const Ruling& ruling);

// ModerationStore::enable.
[[nodiscard]] base::Result<model::User> write_enabling(WriteScope& scope, model::Parcel& news,
                                                       const Ruling& ruling);

}  // namespace heartlink::store::sql
