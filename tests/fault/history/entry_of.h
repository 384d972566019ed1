// SPDX-License-Identifier: Apache-2.0
// What a frame of the server says of an entry, in a history's words. Called by whatever reads frames:
// clients, final reads, the simulation.
#pragma once

#include <optional>

#include <boost/json/object.hpp>

#include "tests/fault/history/event.h"

namespace heartlink::fault {

// The entry in a frame, as deliver, fetched and history have it; nothing when the frame is no entry.
[[nodiscard]] std::optional<Event> entry_of(const boost::json::object& frame);

// connection_established as `greeted`, and resumed as `resumed`; of frames of these types only.
[[nodiscard]] Event greeting_of(const boost::json::object& frame);
[[nodiscard]] Event resumption_of(const boost::json::object& frame);

}  // namespace heartlink::fault
