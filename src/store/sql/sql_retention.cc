// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_retention.h"

#include <memory>
#include <utility>

#include "store/sql/let_go.h"
#include "store/sql/news_job.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {

void SqlRetention::leftovers(std::int64_t after, base::WallTime match_before, base::WallTime test_before,
                             base::Done<Leftovers> done) {
  const Walk walk{after, match_before, test_before};
  engine_.readers.ask<Leftovers>(std::move(done), [&engine = engine_, walk](Connection& connection) {
    return read_leftovers(connection, engine, walk);
  });
}

void SqlRetention::prune(model::RoomId room, base::WallTime before, base::Done<std::uint32_t> done) {
  auto write = [&limits = engine_.limits, before](WriteScope& scope) {
    return write_pruning(scope, limits, before);
  };
  engine_.writer.submit(
      std::make_unique<FunctionJob<std::uint32_t>>(std::move(done), std::move(write), std::move(room.value)));
}

void SqlRetention::prune_acts(base::Done<std::uint32_t> done) {
  auto write = [&limits = engine_.limits](WriteScope& scope) -> base::Result<std::uint32_t> {
    Query{scope.connection, Dml::drop_old_acts, limits.audit_acts, limits.prune_entries}.run();
    return static_cast<std::uint32_t>(scope.connection.changes());
  };
  engine_.writer.submit(std::make_unique<FunctionJob<std::uint32_t>>(std::move(done), std::move(write)));
}

void SqlRetention::remove_test_room(model::RoomId room, base::WallTime before, base::Done<bool> done) {
  JobTraits traits;
  traits.room = std::move(room.value);
  auto write = [before](WriteScope& scope, model::Parcel& news) {
    return write_removal(scope, news, before);
  };
  engine_.writer.submit(
      std::make_unique<NewsJob<bool>>(std::move(done), std::move(traits), std::move(write)));
}

}  // namespace heartlink::store::sql
