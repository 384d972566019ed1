// SPDX-License-Identifier: Apache-2.0
#include "store/sql/moderate.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "protocol/encode.h"
#include "store/sql/acts.h"
#include "store/sql/evidence.h"
#include "store/sql/file_report.h"
#include "store/sql/revoke.h"
#include "store/sql/rows.h"
#include "store/sql/user_events.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;
using base::WallTime;
using model::Measure;
using model::ModerationNews;

// What a job writes with.
struct Desk {
  WriteScope& scope;
  model::Parcel& news;
  const base::Limits& limits;
};

Result<std::int64_t> note(WriteScope& scope, const std::string& by, std::string act, std::string subject,
                          const std::string& reason) {
  model::Act row;
  row.by = by;
  row.act = std::move(act);
  row.subject = std::move(subject);
  row.reason = reason;
  return write_act(scope, row);
}

void tell_person(const Desk& desk, model::UserId user, const protocol::Moderated& event) {
  tell(desk.scope, desk.news, desk.limits, user, protocol::encode_body(event));
}

void set_muted(const Desk& desk, model::UserId user, WallTime until) {
  Query{desk.scope.connection, Dml::set_muted_until, user.value, until.us}.run();
  desk.news.mutes.push_back({user, until});
}

// A shorter one does not take back what a longer one said.
WallTime mute(const Desk& desk, model::UserId user, std::chrono::hours length, std::string_view reason) {
  const WallTime wanted{desk.scope.now.us + std::chrono::microseconds{length}.count()};
  const auto until = std::max(wanted, muted_until_of(desk.scope.connection, user));
  set_muted(desk, user, until);
  tell_person(desk, user, {ModerationNews::mute, reason, until});
  return until;
}

std::string outcome_of(const Decision& decision) {
  std::string outcome{word_of(decision.measure)};
  if (decision.measure == Measure::mute) outcome += ' ' + std::to_string(decision.mute_length.count()) + " h";
  return outcome + ": " + decision.reason;
}

void carry_out(const Desk& desk, const Decision& decision, const model::Report& report) {
  const auto reason = word_of(report.reason);
  switch (decision.measure) {
    case Measure::ignore:
      return;
    case Measure::warn:
      return tell_person(desk, report.subject, {ModerationNews::warn, reason, std::nullopt});
    case Measure::mute:
      mute(desk, report.subject, decision.mute_length, reason);
      return;
    case Measure::disable:
      // The account is there: who decides has looked.
      static_cast<void>(write_disabled(desk.scope, report.subject, true, desk.news.revocations));
      return;
  }
}

}  // namespace

Result<OpenedReport> write_opening(WriteScope& scope, std::int64_t id, const std::string& by) {
  OpenedReport opened;
  {
    Query row{scope.connection, Dml::report_by_id, id};
    if (!row.row()) return base::fail(Code::report_not_found);
    opened.report = report_of(row);
    opened.report.evidence = read_evidence(row.view(report_columns));
  }
  const auto subject = find_user(scope.connection, opened.report.subject);
  opened.subject_disabled = !subject || subject->disabled;
  opened.subject_muted_until = muted_until_of(scope.connection, opened.report.subject);
  const auto noted = note(scope, by, "report.open", subject_of(opened.report), {});
  if (!noted) return noted.error();
  return opened;
}

Result<model::Report> write_decision(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                                     const Decision& decision) {
  Resolution resolution;
  resolution.id = decision.report;
  resolution.outcome = outcome_of(decision);
  resolution.by = decision.by;
  const auto report = write_outcome(scope, resolution);
  if (!report) return report.error();
  const bool is_about_person = decision.measure != Measure::ignore;
  if (is_about_person && !find_user(scope.connection, report->subject)) {
    return base::fail(Code::user_not_found, report->subject_name);
  }
  carry_out(Desk{scope, news, limits}, decision, *report);
  const auto noted = note(scope, decision.by, "report." + std::string{word_of(decision.measure)},
                          subject_of(*report), decision.reason);
  if (!noted) return noted.error();
  return *report;
}

Result<WallTime> write_mute(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                            const Ruling& ruling, std::chrono::hours length) {
  const auto user = find_user(scope.connection, ruling.user);
  if (!user) return base::fail(Code::user_not_found);
  const auto until = mute(Desk{scope, news, limits}, ruling.user, length, {});
  const auto noted = note(scope, ruling.by, "user.mute", user->name, ruling.reason);
  if (!noted) return noted.error();
  return until;
}

Result<bool> write_unmute(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                          const Ruling& ruling) {
  const auto user = find_user(scope.connection, ruling.user);
  if (!user) return base::fail(Code::user_not_found);
  const bool was_muted = muted_until_of(scope.connection, ruling.user) > scope.now;
  if (was_muted) {
    const Desk desk{scope, news, limits};
    set_muted(desk, ruling.user, {});
    tell_person(desk, ruling.user, {ModerationNews::unmute, {}, std::nullopt});
  }
  const auto noted = note(scope, ruling.by, "user.unmute", user->name, ruling.reason);
  if (!noted) return noted.error();
  return was_muted;
}

Result<model::User> write_enabling(WriteScope& scope, model::Parcel& news, const Ruling& ruling) {
  auto user = write_disabled(scope, ruling.user, false, news.revocations);
  if (!user) return user.error();
  const auto noted = note(scope, ruling.by, "user.enable", user->name, ruling.reason);
  if (!noted) return noted.error();
  return user;
}

}  // namespace heartlink::store::sql
