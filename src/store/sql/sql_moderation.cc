// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_moderation.h"

#include <memory>
#include <utility>

#include "store/sql/moderate.h"
#include "store/sql/news_job.h"

namespace heartlink::store::sql {
namespace {

// What these jobs take away is gone everywhere before they are answered.
JobTraits taking_away() {
  JobTraits traits;
  traits.answers_last = true;
  return traits;
}

}  // namespace

void SqlModeration::open_report(std::int64_t id, std::string by, base::Done<OpenedReport> done) {
  auto write = [id, by = std::move(by)](WriteScope& scope) { return write_opening(scope, id, by); };
  engine_.writer.submit(std::make_unique<FunctionJob<OpenedReport>>(std::move(done), std::move(write)));
}

void SqlModeration::decide(Decision decision, base::Done<model::Report> done) {
  auto write = [&limits = engine_.limits, decision = std::move(decision)](WriteScope& scope,
                                                                          model::Parcel& news) {
    return write_decision(scope, news, limits, decision);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::Report>>(std::move(done), taking_away(), std::move(write)));
}

void SqlModeration::mute(Ruling ruling, std::chrono::hours length, base::Done<base::WallTime> done) {
  auto write = [&limits = engine_.limits, ruling = std::move(ruling), length](WriteScope& scope,
                                                                              model::Parcel& news) {
    return write_mute(scope, news, limits, ruling, length);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<base::WallTime>>(std::move(done), taking_away(), std::move(write)));
}

void SqlModeration::unmute(Ruling ruling, base::Done<bool> done) {
  auto write = [&limits = engine_.limits, ruling = std::move(ruling)](WriteScope& scope,
                                                                      model::Parcel& news) {
    return write_unmute(scope, news, limits, ruling);
  };
  engine_.writer.submit(std::make_unique<NewsJob<bool>>(std::move(done), JobTraits{}, std::move(write)));
}

void SqlModeration::enable(Ruling ruling, base::Done<model::User> done) {
  auto write = [ruling = std::move(ruling)](WriteScope& scope, model::Parcel& news) {
    return write_enabling(scope, news, ruling);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<model::User>>(std::move(done), JobTraits{}, std::move(write)));
}

}  // namespace heartlink::store::sql
