// SPDX-License-Identifier: Apache-2.0
// The port of what one person was told on his own line (model/user_event.h). Other ports write the events, in
// the transactions that they tell of. Same promises as MessageStore.
#pragma once

#include <vector>

#include "base/executor.h"
#include "model/user_event.h"

namespace heartlink::store {

struct EventPage {
  EventPage() = default;

  std::vector<model::UserEvent> events;  // ascending
  model::EventId head;  // the newest there ever was
  bool gap = false;  // some of what was asked for is not kept any more, or never was
};

class EventStore {
 public:
  virtual ~EventStore() = default;

  // Everything after this event that is kept: limits.user_events, for limits.user_event_life. Error: busy.
  virtual void events_after(model::UserId user, model::EventId after, base::Done<EventPage> done) = 0;
};

}  // namespace heartlink::store
