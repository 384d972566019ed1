// SPDX-License-Identifier: Apache-2.0
// Reports for staff: the list, one with its evidence, and what is decided about it. Evidence is not shown
// without an act in the audit log that says who saw it, so it takes a POST.
#include <limits>

#include "api/operator_shapes.h"
#include "api/ops.h"
#include "api/room_shapes.h"
#include "base/text.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using Reports = std::vector<model::Report>;

json::object full_row(const model::Report& report) {
  auto row = report_row(report);
  row["outcome"] = report.outcome;
  row["resolved_by"] = report.resolved_by;
  return with_nulls(std::move(row));
}

void list_reports(const Ask& ask) {
  const auto before = before_in(ask.request());
  if (before.has_error()) return ask.refuse(before.error());
  store::ReportsQuery query;
  query.before = *before;
  query.limit = ops_rows_max + 1;
  query.all = ask.request().parameter("all") == "1";
  ask.services().store.reports().list(query, ask.answering<Reports>([](const Reports& reports) {
    return ops_page("reports", reports, full_row);
  }));
}

base::Result<std::int64_t> report_in(const Ask& ask) {
  const auto id = base::whole_number(ask.argument());
  if (!id || *id < 1) return base::fail(Code::report_not_found);
  return *id;
}

json::object opened_shape(const Ask& ask, const store::OpenedReport& opened) {
  const auto& report = opened.report;
  const auto muted_until = opened.subject_muted_until;
  const bool is_muted = muted_until > ask.services().clock.wall();
  auto shape = full_row(report);
  shape["note"] = report.note.empty() ? json::value(nullptr) : json::value(report.note);
  shape["reporter_id"] = report.reporter.value;
  shape["subject_id"] = report.subject.value;
  shape["subject_disabled"] = opened.subject_disabled;
  shape["subject_muted_until"] = time_or_null(is_muted ? std::optional{muted_until} : std::nullopt);
  json::array evidence;
  for (const auto& entry : report.evidence)
    evidence.push_back(evidence_row(entry, std::numeric_limits<std::size_t>::max()));
  shape["evidence"] = std::move(evidence);
  return {{"report", std::move(shape)}};
}

void open_report(const Ask& ask) {
  const auto id = report_in(ask);
  if (id.has_error()) return ask.refuse(id.error());
  const auto shape = [ask](const store::OpenedReport& opened) { return opened_shape(ask, opened); };
  ask.services().store.moderation().open_report(*id, ask.user().name,
                                                ask.answering<store::OpenedReport>(shape));
}

base::Result<store::Decision> decision_in(const Ask& ask) {
  const auto id = report_in(ask);
  if (id.has_error()) return id.error();
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return body.error();
  const auto measure = model::measure(body->text("action"));
  if (!measure) return base::fail(Code::field_invalid, "action");
  const auto hours = body->number("hours");
  if (hours.has_error()) return hours.error();
  store::Decision decision;
  decision.report = *id;
  decision.measure = *measure;
  decision.reason = body->text("reason");
  decision.by = ask.user().name;
  decision.mute_length = std::chrono::hours{hours->value_or(account::mute_hours_default)};
  return decision;
}

void decide(const Ask& ask) {
  auto decision = decision_in(ask);
  if (decision.has_error()) return ask.refuse(decision.error());
  moderate(ask).decide(std::move(*decision), ask.answering<model::Report>([](const model::Report& report) {
    return json::object{{"report", full_row(report)}};
  }));
}

}  // namespace

void add_ops_reports(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/ops/reports/", for_staff(services, list_reports));
  routes.add("POST", "/tools/api/ops/reports/:report/open/", for_staff(services, open_report));
  routes.add("POST", "/tools/api/ops/reports/:report/decide/", for_staff(services, decide));
}

}  // namespace heartlink::api
