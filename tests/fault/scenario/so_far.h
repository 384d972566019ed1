// SPDX-License-Identifier: Apache-2.0
// What the clients of a run have written down while it still runs, for scenarios that must know whether their
// fault has struck: who was closed, and how; who was refused. It judges nothing.
#pragma once

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

// The events of that kind in the histories of all clients, up to now.
[[nodiscard]] History so_far(Trial& trial, What what);

// Of those `closed`, how many with that code; of those `fail`, how many with that text.
[[nodiscard]] std::int64_t closed_so_far(Trial& trial, std::int64_t code);
[[nodiscard]] std::int64_t refused_so_far(Trial& trial, std::string_view code);

}  // namespace heartlink::fault
