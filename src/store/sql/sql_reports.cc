// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_reports.h"

#include <limits>
#include <memory>
#include <utility>

#include "store/sql/evidence.h"
#include "store/sql/file_report.h"
#include "store/sql/news_job.h"

namespace heartlink::store::sql {

using base::Result;
using Reports = std::vector<model::Report>;

// No worker hears of it: nobody is told that he was reported.
void SqlReports::file(NewReport report, base::Done<std::int64_t> done) {
  std::string room = report.room.value;
  auto write = [&limits = engine_.limits, report = std::move(report)](WriteScope& scope) {
    return write_report(scope, limits, report);
  };
  engine_.writer.submit(
      std::make_unique<FunctionJob<std::int64_t>>(std::move(done), std::move(write), std::move(room)));
}

void SqlReports::list(ReportsQuery query, base::Done<Reports> done) {
  auto read = [query](Connection& connection) -> Result<Reports> {
    Reports reports;
    const auto before = query.before > 0 ? query.before : std::numeric_limits<std::int64_t>::max();
    const auto upto = query.all ? model::ReportStatus::resolved : model::ReportStatus::open;
    Query row{connection, Dml::reports_before, before, upto, query.limit};
    while (row.row()) reports.push_back(report_of(row));
    return reports;
  };
  engine_.readers.ask<Reports>(std::move(done), std::move(read));
}

void SqlReports::count_open(base::Done<std::uint32_t> done) {
  auto read = [](Connection& connection) -> Result<std::uint32_t> {
    Query row{connection, Dml::count_open_reports};
    return row.row() ? static_cast<std::uint32_t>(row.integer(0)) : 0U;
  };
  engine_.readers.ask<std::uint32_t>(std::move(done), std::move(read));
}

void SqlReports::show(std::int64_t id, base::Done<model::Report> done) {
  auto read = [id](Connection& connection) -> Result<model::Report> {
    Query row{connection, Dml::report_by_id, id};
    if (!row.row()) return base::fail(base::Code::report_not_found);
    auto report = report_of(row);
    report.evidence = read_evidence(row.view(report_columns));
    return report;
  };
  engine_.readers.ask<model::Report>(std::move(done), std::move(read));
}

void SqlReports::resolve(Resolution resolution, base::Done<model::Report> done) {
  auto write = [resolution = std::move(resolution)](WriteScope& scope) {
    return write_resolution(scope, resolution);
  };
  engine_.writer.submit(std::make_unique<FunctionJob<model::Report>>(std::move(done), std::move(write)));
}

}  // namespace heartlink::store::sql
