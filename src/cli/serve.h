// SPDX-License-Identifier: Apache-2.0
// `heartlink serve`: builds the server, runs it until SIGTERM or SIGINT, drains it; reloads it on SIGHUP.
#pragma once

#include "base/config.h"
#include "bus/bus.h"
#include "cli/console.h"
#include "store/store.h"

namespace heartlink::cli {

// Returns the exit code: 0 after a clean drain, 1 when it could not start or its disk failed, 78 for a bad
// address.
int run_serve(const base::LoadedConfig& loaded, const store::Opener& open_store, bus::Bus& bus,
              const Console& console, bool as_json);

}  // namespace heartlink::cli
