// SPDX-License-Identifier: Apache-2.0
// The numbered news of one person: written by jobs in the transaction that they tell of, read back by whoever
// was away. The newest one is never let go of, so that the count goes on.
#pragma once

#include <string>

#include "base/limits.h"
#include "model/parcel.h"
#include "store/event_store.h"
#include "store/sql/engine.h"
#include "store/sql/write_job.h"

namespace heartlink::store::sql {

// Gives it the next number and puts it into the news. Lets go of what is too old or too much.
void tell(WriteScope& scope, model::Parcel& news, const base::Limits& limits, model::UserId user,
          std::string body);

// EventStore::events_after.
[[nodiscard]] base::Result<EventPage> read_events(Connection& connection, const Engine& engine,
                                                  model::UserId user, model::EventId after);

}  // namespace heartlink::store::sql
