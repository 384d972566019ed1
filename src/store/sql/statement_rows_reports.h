// SPDX-License-Identifier: Apache-2.0
// Statements of what people report of each other.
// Part of the one table that statements.cc puts together; included by it only.
#pragma once

#include "store/sql/statements.h"

namespace heartlink::store::sql::rows {

inline constexpr Statement reports[] = {
    {"insert_report",
     "INSERT INTO reports (reporter, reporter_name, subject, subject_name, room_id, reason, note, evidence,"
     " status, outcome, created_at, resolved_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, '', ?9, '')"
     " RETURNING id",
     Dml::insert_report},
    {"open_report",
     "SELECT id FROM reports WHERE reporter = ?1 AND room_id = ?2 AND subject = ?3 AND status = 0",
     Dml::open_report},
    {"reports_before",
     "SELECT id, reporter, reporter_name, subject, subject_name, room_id, reason, note, status, outcome,"
     " created_at, resolved_at, resolved_by FROM reports WHERE id < ?1 AND status <= ?2"
     " ORDER BY id DESC LIMIT ?3",
     Dml::reports_before},
    {"report_by_id",
     "SELECT id, reporter, reporter_name, subject, subject_name, room_id, reason, note, status, outcome,"
     " created_at, resolved_at, resolved_by, evidence FROM reports WHERE id = ?1",
     Dml::report_by_id},
    {"resolve_report",
     "UPDATE reports SET status = 1, outcome = ?2, resolved_at = ?3, resolved_by = ?4"
     " WHERE id = ?1 AND status = 0",
     Dml::resolve_report},
};

}  // namespace heartlink::store::sql::rows
