// SPDX-License-Identifier: Apache-2.0
// Mode `match`: people who hold /ws/user/ ask to be matched at a steady rate, half of them by number, half by
// heart link. Whoever is told of a match cancels it at once and comes again later: so the engine and its
// transactions are under load, and nobody's chat is. Driven by run_match only.
#pragma once

#include "options.h"

namespace heartlink::load {

// Prints the result as JSON on stdout and one line for people on stderr. The exit code: 1 when fewer matches
// than the bar were made in a second, when the 99th percentile is over its bar, or when a promise was broken.
// Throws Failure.
[[nodiscard]] int run_match(const MatchOptions& options);

}  // namespace heartlink::load
