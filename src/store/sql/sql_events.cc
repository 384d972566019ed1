// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_events.h"

#include <utility>

#include "store/sql/user_events.h"

namespace heartlink::store::sql {

void SqlEvents::events_after(model::UserId user, model::EventId after, base::Done<EventPage> done) {
  auto read = [&engine = engine_, user, after](Connection& connection) {
    return read_events(connection, engine, user, after);
  };
  engine_.readers.ask<EventPage>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
