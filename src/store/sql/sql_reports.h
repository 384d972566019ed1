// SPDX-License-Identifier: Apache-2.0
// The ReportStore over SQL.
#pragma once

#include "store/report_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlReports final : public ReportStore {
 public:
  explicit SqlReports(const Engine& engine) : engine_(engine) {}

  void file(NewReport report, base::Done<std::int64_t> done) override;
  void list(ReportsQuery query, base::Done<std::vector<model::Report>> done) override;
  void count_open(base::Done<std::uint32_t> done) override;
  void show(std::int64_t id, base::Done<model::Report> done) override;
  void resolve(Resolution resolution, base::Done<model::Report> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
