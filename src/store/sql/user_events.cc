// SPDX-License-Identifier: Apache-2.0
#include "store/sql/user_events.h"

#include <utility>

#include "store/sql/query.h"
#include "store/sql/snapshot.h"

namespace heartlink::store::sql {
namespace {

std::int64_t head_of(Connection& connection, model::UserId user) {
  Query row{connection, Dml::event_head, user.value};
  return row.row() ? row.integer(0) : 0;
}

base::WallTime oldest_kept(base::WallTime now, const base::Limits& limits) {
  return {now.us - std::chrono::microseconds{limits.user_event_life}.count()};
}

}  // namespace

void tell(WriteScope& scope, model::Parcel& news, const base::Limits& limits, model::UserId user,
          std::string body) {
  model::UserEvent event;
  event.user = user;
  event.useq = {head_of(scope.connection, user) + 1};
  event.body = std::move(body);
  Query{scope.connection, Dml::insert_event, user.value, event.useq.value, event.body, scope.now.us}.run();
  Query{scope.connection,
        Dml::drop_old_events,
        user.value,
        event.useq.value - static_cast<std::int64_t>(limits.user_events),
        oldest_kept(scope.now, limits).us,
        event.useq.value}
      .run();
  news.events.push_back(std::move(event));
}

base::Result<EventPage> read_events(Connection& connection, const Engine& engine, model::UserId user,
                                    model::EventId after) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  EventPage page;
  page.head = {head_of(connection, user)};
  Query row{connection,
            Dml::events_after,
            user.value,
            after.value,
            oldest_kept(engine.clock.wall(), engine.limits).us,
            engine.limits.user_events};
  while (row.row()) {
    auto& event = page.events.emplace_back();
    event.user = user;
    event.useq = {row.integer(0)};
    event.body = row.text(1);
  }
  const std::int64_t missing = page.head.value - after.value;
  page.gap = missing != static_cast<std::int64_t>(page.events.size());
  return page;
}

}  // namespace heartlink::store::sql
