// SPDX-License-Identifier: Apache-2.0
// Reports for tests of use cases, addresses and commands: filing is scripted, what is listed, shown and
// settled are the rows that the test has put there.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "store/report_store.h"
#include "store/testing/scripted_ports.h"

namespace heartlink::store::testing {

class FakeReports final : public ReportStore {
 public:
  void file(NewReport report, base::Done<std::int64_t> done) override { filed.ask(std::move(report), done); }

  void list(ReportsQuery query, base::Done<std::vector<model::Report>> done) override {
    std::vector<model::Report> found;
    for (auto row = rows.rbegin(); row != rows.rend() && found.size() < query.limit; ++row) {
      const bool wanted = query.all || row->status == model::ReportStatus::open;
      if (wanted && (query.before == 0 || row->id < query.before)) found.push_back(without_evidence(*row));
    }
    done.post(std::move(found));
  }

  void count_open(base::Done<std::uint32_t> done) override {
    done.post(static_cast<std::uint32_t>(
        std::ranges::count(rows, model::ReportStatus::open, &model::Report::status)));
  }

  void show(std::int64_t id, base::Done<model::Report> done) override {
    const auto row = std::ranges::find(rows, id, &model::Report::id);
    if (row == rows.end()) return done.post(base::fail(base::Code::report_not_found));
    done.post(*row);
  }

  void resolve(Resolution resolution, base::Done<model::Report> done) override {
    const auto row = std::ranges::find(rows, resolution.id, &model::Report::id);
    if (row == rows.end()) return done.post(base::fail(base::Code::report_not_found));
    if (row->status == model::ReportStatus::resolved)
      return done.post(base::fail(base::Code::already_resolved));
    row->status = model::ReportStatus::resolved;
    row->outcome = resolution.outcome;
    row->resolved_by = resolution.by;
    row->resolved_at = base::WallTime{};
    done.post(without_evidence(*row));
  }

  // An open one of alice (1) about bob (2), with one message as its evidence.
  model::Report& add(std::int64_t id) {
    auto& report = rows.emplace_back();
    report.id = id;
    report.reporter = {1};
    report.reporter_name = "alice";
    report.subject = {2};
    report.subject_name = "bob";
    report.room = {"match-1"};
    report.note = "he wants money";
    report.evidence.push_back(said(7, "give me money"));
    return report;
  }
  static model::Entry said(std::int64_t id, std::string text) {
    model::Entry entry;
    entry.id = {id};
    entry.sender = {2};
    entry.sender_name = "bob";
    entry.content = std::move(text);
    return entry;
  }

  Scripted<NewReport, std::int64_t> filed;
  std::vector<model::Report> rows;  // by id

 private:
  static model::Report without_evidence(model::Report report) {
    report.evidence.clear();
    return report;
  }
};

}  // namespace heartlink::store::testing
