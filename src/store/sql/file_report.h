// SPDX-License-Identifier: Apache-2.0
// A report comes in, and is settled. Run by the writer for SqlReports; filing runs in the report's room, so
// that its evidence has every message that was submitted before it.
#pragma once

#include <cstdint>

#include "base/limits.h"
#include "store/report_store.h"
#include "store/sql/query.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// ReportStore::file.
[[nodiscard]] base::Result<std::int64_t> write_report(WriteScope& scope, const base::Limits& limits,
                                                      const NewReport& report);

// Settles a report, and nothing more. Errors: report_not_found, already_resolved.
[[nodiscard]] base::Result<model::Report> write_outcome(WriteScope& scope, const Resolution& resolution);

// ReportStore::resolve.
[[nodiscard]] base::Result<model::Report> write_resolution(WriteScope& scope, const Resolution& resolution);

// id, reporter, reporter_name, subject, subject_name, room_id, reason, note, status, outcome, created_at,
// resolved_at, resolved_by from column 0; without the evidence, which report_by_id has behind them.
inline constexpr int report_columns = 13;
[[nodiscard]] model::Report report_of(Query& row);

}  // namespace heartlink::store::sql
