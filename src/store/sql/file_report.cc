// SPDX-License-Identifier: Apache-2.0
#include "store/sql/file_report.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "store/sql/acts.h"
#include "store/sql/evidence.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

static_assert(static_cast<int>(model::ReportReason::illegal) == 5);
static_assert(static_cast<int>(model::ReportStatus::resolved) == 1);

struct Subject {
  model::UserId id;
  std::string name;
};

// As reading is refused; an ended room can be read while something of it is kept.
std::optional<Code> refusal_to_report(const LockedRoom& room, const Rights& rights) {
  if (!rights.known || rights.disabled) return Code::account_disabled;
  if (!rights.member() && (!room.room.open_to_all() || rights.removed)) return Code::not_a_member;
  const bool is_empty = room.room.pruned_before.value > room.last_id;
  if (room.room.status == model::RoomStatus::ended && is_empty) return Code::room_ended;
  return std::nullopt;
}

// Of their real senders: evidence knows no aliases.
std::vector<model::Entry> last_messages(Connection& connection, const LockedRoom& room, std::uint32_t most) {
  std::vector<model::Entry> entries;
  model::Room unmasked = room.room;
  unmasked.alias1.clear();
  constexpr auto from_head = std::numeric_limits<std::int64_t>::max();
  Query row{connection, Dml::messages_before, room.key, from_head, most, room.room.pruned_before.value};
  while (row.row()) entries.push_back(entry_of(row, unmasked));
  std::ranges::reverse(entries);
  return entries;
}

Result<Subject> other_of_two(Connection& connection, const model::Room& room, model::UserId by) {
  const auto other = room.user1 == by ? room.user2 : room.user1;
  if (!other) return base::fail(Code::member_not_found);
  const auto found = find_user(connection, *other);
  return Subject{*other, found ? found->name : std::string{}};
}

// Who has left, or never was a member of a room that is open to all, is meant by what he said.
Result<Subject> named_subject(Connection& connection, const LockedRoom& room, const NewReport& report,
                              const std::vector<model::Entry>& evidence) {
  Subject subject;
  {
    Query row{connection, Dml::find_user, report.subject_key};
    if (!row.row()) return base::fail(Code::member_not_found);
    subject.id = {row.integer(0)};
    subject.name = row.text(1);
  }
  const auto is_his = [&subject](const model::Entry& entry) { return entry.sender == subject.id; };
  if (!membership(connection, room.key, subject.id).member && std::ranges::none_of(evidence, is_his)) {
    return base::fail(Code::member_not_found);
  }
  return subject;
}

bool is_reported(Connection& connection, const NewReport& report, model::UserId subject) {
  Query row{connection, Dml::open_report, report.by.id.value, report.room.value, subject.value};
  return row.row();
}

std::optional<model::Report> find_report(Connection& connection, std::int64_t id) {
  Query row{connection, Dml::report_by_id, id};
  if (!row.row()) return std::nullopt;
  return report_of(row);
}

}  // namespace

Result<std::int64_t> write_report(WriteScope& scope, const base::Limits& limits, const NewReport& report) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  if (const auto refused = refusal_to_report(*room, scope.run.rights(report.by.id))) {
    return base::fail(*refused);
  }
  const auto evidence = last_messages(scope.connection, *room, limits.report_messages);
  const auto subject = room->room.is_pair() ? other_of_two(scope.connection, room->room, report.by.id)
                                            : named_subject(scope.connection, *room, report, evidence);
  if (!subject) return subject.error();
  if (subject->id == report.by.id) return base::fail(Code::self_refused);
  if (is_reported(scope.connection, report, subject->id)) return base::fail(Code::already_reported);
  const auto written = write_evidence(evidence);
  Query row{scope.connection, Dml::insert_report, report.by.id.value, report.by.name, subject->id.value,
            subject->name,    report.room.value,  report.reason,      report.note,    written,
            scope.now.us};
  if (!row.row()) return base::fail(Code::internal, "the report has no id");
  return row.integer(0);
}

Result<model::Report> write_outcome(WriteScope& scope, const Resolution& resolution) {
  Query{scope.connection, Dml::resolve_report, resolution.id, resolution.outcome, scope.now.us, resolution.by}
      .run();
  const bool changed = scope.connection.changes() > 0;
  auto report = find_report(scope.connection, resolution.id);
  if (!report) return base::fail(Code::report_not_found);
  if (!changed) return base::fail(Code::already_resolved);
  return std::move(*report);
}

Result<model::Report> write_resolution(WriteScope& scope, const Resolution& resolution) {
  auto report = write_outcome(scope, resolution);
  if (!report) return report.error();
  model::Act act;
  act.by = resolution.by;
  act.act = "report.resolve";
  act.subject = subject_of(*report);
  act.reason = resolution.outcome;
  const auto noted = write_act(scope, act);
  if (!noted) return noted.error();
  return report;
}

model::Report report_of(Query& row) {
  model::Report report;
  report.id = row.integer(0);
  report.reporter = {row.integer(1)};
  report.reporter_name = row.text(2);
  report.subject = {row.integer(3)};
  report.subject_name = row.text(4);
  report.room = {row.text(5)};
  report.reason = static_cast<model::ReportReason>(row.integer(6));
  report.note = row.text(7);
  report.status = static_cast<model::ReportStatus>(row.integer(8));
  report.outcome = row.text(9);
  report.created_at = {row.integer(10)};
  if (const auto at = row.integer_or_null(11)) report.resolved_at = base::WallTime{*at};
  report.resolved_by = row.text(12);
  return report;
}

}  // namespace heartlink::store::sql
