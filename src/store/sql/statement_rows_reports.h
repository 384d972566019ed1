// SPDX-License-Identifier: Apache-2.0
// Statements of what people report of each other, and of what operators did.
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
    {"count_open_reports", "SELECT COUNT(*) FROM reports WHERE status = 0", Dml::count_open_reports},

    // The audit log. What is over the bound is counted by ids, of which some may be missing.
    {"insert_act",
     "INSERT INTO acts (at, by_name, act, subject, reason) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
     Dml::insert_act},
    {"acts_before",
     "SELECT id, at, by_name, act, subject, reason FROM acts WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
     Dml::acts_before},
    {"old_act",
     "SELECT id FROM acts WHERE id <= (SELECT COALESCE(MAX(id), 0) FROM acts) - ?1 ORDER BY id LIMIT 1",
     Dml::old_act},
    {"drop_old_acts",
     "DELETE FROM acts WHERE id IN (SELECT id FROM acts"
     " WHERE id <= (SELECT COALESCE(MAX(id), 0) FROM acts) - ?1 ORDER BY id LIMIT ?2)",
     Dml::drop_old_acts},
};

}  // namespace heartlink::store::sql::rows
