// SPDX-License-Identifier: Apache-2.0
// The port of what one person was told, over SQL.
#pragma once

#include "store/event_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlEvents final : public EventStore {
 public:
  explicit SqlEvents(const Engine& engine) : engine_(engine) {}

  void events_after(model::UserId user, model::EventId after, base::Done<EventPage> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
