// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_matches.h"

#include <memory>
#include <utility>

#include "store/sql/match_step.h"
#include "store/sql/news_job.h"
#include "store/sql/read_match.h"

namespace heartlink::store::sql {

// A step with a room runs in that room's line; an offer's room is not there yet.
void SqlMatches::commit(MatchStep step, base::Done<bool> done) {
  JobTraits traits;
  if (step.what == MatchStep::What::settle || step.what == MatchStep::What::withdraw)
    traits.room = step.room.value;
  traits.answers_last = step.what == MatchStep::What::withdraw;
  auto write = [&engine = engine_, step = std::move(step)](WriteScope& scope, model::Parcel& news) {
    return write_step(scope, news, engine.limits, engine.epoch, step);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<bool>>(std::move(done), std::move(traits), std::move(write)));
}

void SqlMatches::live(base::WallTime met_since, base::Done<LiveTickets> done) {
  engine_.readers.ask<LiveTickets>(
      std::move(done), [met_since](Connection& connection) { return read_live(connection, met_since); });
}

void SqlMatches::queue(std::uint32_t limit, base::Done<std::vector<QueuedTicket>> done) {
  engine_.readers.ask<std::vector<QueuedTicket>>(
      std::move(done), [limit](Connection& connection) { return read_queue(connection, limit); });
}

void SqlMatches::company(model::UserId user, base::WallTime met_since, base::Done<Company> done) {
  auto read = [user, met_since](Connection& connection) -> base::Result<Company> {
    return read_company(connection, user, met_since);
  };
  engine_.readers.ask<Company>(std::move(done), std::move(read));
}

void SqlMatches::newest(model::UserId user, model::MatchKind kind, base::Done<Meeting> done) {
  engine_.readers.ask<Meeting>(std::move(done), [&engine = engine_, user, kind](Connection& connection) {
    return read_newest(connection, engine, user, kind);
  });
}

void SqlMatches::reunion(model::UserId user, base::Done<Meeting> done) {
  engine_.readers.ask<Meeting>(std::move(done), [&engine = engine_, user](Connection& connection) {
    return read_reunion(connection, engine, user);
  });
}

}  // namespace heartlink::store::sql
