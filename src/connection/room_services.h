// SPDX-License-Identifier: Apache-2.0
// What the sockets of one worker need from it. Built once per worker by the composition root; outlives every
// socket.
#pragma once

#include <chrono>

#include "base/clock.h"
#include "base/executor.h"
#include "base/limits.h"
#include "base/metrics.h"
#include "bus/bus.h"
#include "chat/post_message.h"
#include "fanout/hub.h"
#include "presence/calls.h"
#include "presence/registry.h"
#include "store/message_store.h"
#include "store/session_store.h"

namespace heartlink::connection {

struct RoomServices {
  base::Executor& worker;
  const base::Clock& clock;
  const base::Limits& limits;
  fanout::Hub& hub;
  presence::Registry& registry;
  presence::Calls& calls;
  bus::Bus& bus;
  store::MessageStore& messages;
  store::SessionStore& sessions;
  chat::PostMessage post_message;
  std::chrono::milliseconds recall_window;
  prometheus::Counter& error_frames;
};

}  // namespace heartlink::connection
