// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_audit.h"

#include <limits>
#include <memory>
#include <utility>

#include "store/sql/acts.h"

namespace heartlink::store::sql {

using Acts = std::vector<model::Act>;

void SqlAudit::note(model::Act act, base::Done<std::int64_t> done) {
  auto write = [act = std::move(act)](WriteScope& scope) { return write_act(scope, act); };
  engine_.writer.submit(std::make_unique<FunctionJob<std::int64_t>>(std::move(done), std::move(write)));
}

void SqlAudit::list(std::int64_t before, std::uint32_t limit, base::Done<Acts> done) {
  auto read = [before, limit](Connection& connection) -> base::Result<Acts> {
    Acts acts;
    const auto below = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
    Query row{connection, Dml::acts_before, below, limit};
    while (row.row()) acts.push_back(act_of(row));
    return acts;
  };
  engine_.readers.ask<Acts>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
