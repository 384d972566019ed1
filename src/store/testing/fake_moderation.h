// SPDX-License-Identifier: Apache-2.0
// The audit log and what operators decide, for tests of addresses and commands: acts are rows in memory, what
// is decided is scripted.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/audit_store.h"
#include "store/moderation_store.h"
#include "store/testing/fake_reports.h"

namespace heartlink::store::testing {

class FakeAudit final : public AuditStore {
 public:
  void note(model::Act act, base::Done<std::int64_t> done) override {
    if (outage) return done.post(*outage);
    act.id = static_cast<std::int64_t>(acts.size()) + 1;
    acts.push_back(std::move(act));
    done.post(acts.back().id);
  }
  void list(std::int64_t before, std::uint32_t limit, base::Done<std::vector<model::Act>> done) override {
    std::vector<model::Act> found;
    for (auto act = acts.rbegin(); act != acts.rend() && found.size() < limit; ++act) {
      if (before == 0 || act->id < before) found.push_back(*act);
    }
    done.post(std::move(found));
  }

  // "operator user.disable mallory: reason", one line each.
  [[nodiscard]] std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const auto& act : acts) {
      lines.push_back(act.by + ' ' + act.act + ' ' + act.subject +
                      (act.reason.empty() ? std::string{} : ": " + act.reason));
    }
    return lines;
  }

  std::vector<model::Act> acts;  // the oldest first
  std::optional<base::Error> outage;
};

class FakeModeration final : public ModerationStore {
 public:
  // Both outlive it.
  FakeModeration(FakeReports& reports, FakeAudit& audit) : reports_(reports), audit_(audit) {}

  void open_report(std::int64_t id, std::string by, base::Done<OpenedReport> done) override {
    const auto row = std::ranges::find(reports_.rows, id, &model::Report::id);
    if (row == reports_.rows.end()) return done.post(base::fail(base::Code::report_not_found));
    model::Act act;
    act.by = std::move(by);
    act.act = "report.open";
    act.subject = std::to_string(id);
    audit_.acts.push_back(std::move(act));
    OpenedReport opened;
    opened.report = *row;
    opened.subject_disabled = subject_disabled;
    opened.subject_muted_until = subject_muted_until;
    done.post(std::move(opened));
  }
  void decide(Decision decision, base::Done<model::Report> done) override {
    decided.ask(std::move(decision), done);
  }
  void mute(Ruling ruling, std::chrono::hours length, base::Done<base::WallTime> done) override {
    muted.ask({std::move(ruling), length}, done);
  }
  void unmute(Ruling ruling, base::Done<bool> done) override { unmuted.ask(std::move(ruling), done); }
  void enable(Ruling ruling, base::Done<model::User> done) override { enabled.ask(std::move(ruling), done); }

  bool subject_disabled = false;
  base::WallTime subject_muted_until;
  Scripted<Decision, model::Report> decided;
  Scripted<std::pair<Ruling, std::chrono::hours>, base::WallTime> muted;
  Scripted<Ruling, bool> unmuted;
  Scripted<Ruling, model::User> enabled;

 private:
  FakeReports& reports_;
  FakeAudit& audit_;
};

}  // namespace heartlink::store::testing
