// SPDX-License-Identifier: Apache-2.0
// What one person is told on his own line (`/ws/user/`) and cannot ask for again: a match, a ticket's end.
#pragma once

#include <cstdint>
#include <string>

#include "model/ids.h"

namespace heartlink::model {

// Its place among all that this person was ever told: dense, from 1, in commit order.
using EventId = NumberId<struct EventTag>;

struct UserEvent {
  UserEvent() = default;

  UserId user;
  EventId useq;  // given by the store
  std::string body;  // the frame, a JSON object that is not empty, without its useq
};

}  // namespace heartlink::model
