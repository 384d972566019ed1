// SPDX-License-Identifier: Apache-2.0
// What an operator does with reports: list them, look at one with its evidence, settle it. Here, and here
// only, the two people stand under their own names.
#include <utility>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "api/operator_shapes.h"
#include "base/text.h"
#include "model/act.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using Reports = std::vector<model::Report>;

constexpr std::size_t outcome_chars_max = 500;

json::object report_card(const model::Report& report, std::size_t bytes_max) {
  json::object card = report_row(report);
  card["reporter_id"] = report.reporter.value;
  card["subject_id"] = report.subject.value;
  card["note"] = fitting(report.note, bytes_max / 4);
  card["outcome"] = fitting(report.outcome, bytes_max / 8);
  card["resolved_by"] = report.resolved_by;
  return card;
}

void list_reports(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto before = optional_number(request, "before", 0, INT64_MAX, 0);
  if (!before) return ask.refuse(before.error());
  const auto limit = optional_number(request, "limit", 1, admin_rows_max, admin_rows_max);
  if (!limit) return ask.refuse(limit.error());
  const auto all = optional_flag(request, "all");
  if (!all) return ask.refuse(all.error());

  store::ReportsQuery query;
  query.before = *before;
  query.limit = static_cast<std::uint32_t>(*limit);
  query.all = *all;
  const auto shape = [&tools, most = query.limit](const Reports& reports) {
    AdminList list{"reports", tools.parts.config.limits.admin_request_bytes};
    for (const auto& report : reports) {
      if (!list.add(report_row(report), report.id)) break;
    }
    return std::move(list).finish(reports.size() == most);
  };
  tools.parts.store.reports().list(query, ask.answering<Reports>(shape));
}

Result<std::int64_t> report_id_of(const json::object& request) {
  const auto id = optional_number(request, "id", 1, INT64_MAX, 0);
  if (id && *id == 0) return base::fail(Code::field_invalid, "id: missing");
  return id;
}

// The card, with as much of the evidence behind `after` as the line holds.
json::object report_page(const model::Report& report, std::int64_t after, std::size_t bytes_max) {
  json::object card = report_card(report, bytes_max);
  const auto taken = json::serialize(card).size();
  AdminList list{"evidence", bytes_max > taken ? bytes_max - taken : 0};
  for (const auto& entry : report.evidence) {
    if (entry.id.value > after && !list.add(evidence_row(entry, bytes_max), entry.id.value)) break;
  }
  json::object evidence = std::move(list).finish(false);
  for (auto& [key, value] : evidence) card[key] = std::move(value);
  return card;
}

// Each look at evidence is an act.
void show_report(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto id = report_id_of(request);
  if (!id) return ask.refuse(id.error());
  const auto after = optional_number(request, "after", 0, INT64_MAX, 0);
  if (!after) return ask.refuse(after.error());
  const auto shape = [after = *after, bytes = tools.parts.config.limits.admin_request_bytes](
                         const store::OpenedReport& opened) {
    return report_page(opened.report, after, bytes);
  };
  tools.parts.store.moderation().open_report(*id, model::command_line,
                                             ask.answering<store::OpenedReport>(shape));
}

void resolve_report(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto id = report_id_of(request);
  if (!id) return ask.refuse(id.error());
  auto outcome = text_field(request, "outcome");
  if (!outcome) return ask.refuse(outcome.error());
  if (base::code_points(*outcome) > outcome_chars_max) {
    return ask.refuse(base::fail(Code::field_invalid, "outcome: at most 500 characters are wanted"));
  }
  store::Resolution resolution;
  resolution.id = *id;
  resolution.outcome = std::move(*outcome);
  resolution.by = model::command_line;
  tools.parts.store.reports().resolve(std::move(resolution), ask.answering<model::Report>(report_row));
}

constexpr AdminOp ops[] = {{"report.list", list_reports},
                           {"report.show", show_report},
                           {"report.resolve", resolve_report, "id", true}};

}  // namespace

std::span<const AdminOp> admin_report_ops() { return ops; }

}  // namespace heartlink::api
