// SPDX-License-Identifier: Apache-2.0
// What `heartlink match sim` found, said to people or as JSON. Pure.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "cli/texts.h"
#include "match/simulate.h"

namespace heartlink::cli {

// Nobody was passed over, and nobody expired while a compatible one waited.
[[nodiscard]] bool keeps_promise(const match::Simulated& simulated);

// A table of waits, for all and by language, and what became of the promise. Ends with a line end.
[[nodiscard]] std::string simulated_text(const match::Simulated& simulated, Lang lang);

// {"crowd","all":WAITS,"by_language":[WAITS],"passed_over_ms","expired_beside_compatible","promise_kept"};
// WAITS: people, matched, expired, no_shows, p50_ms, p90_ms, p99_ms, longest_ms.
[[nodiscard]] boost::json::object simulated_json(const match::Crowd& crowd,
                                                 const match::Simulated& simulated);

}  // namespace heartlink::cli
