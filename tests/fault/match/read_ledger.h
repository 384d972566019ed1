// SPDX-License-Identifier: Apache-2.0
// The database of a match storm, read as a file without any of the server's code.
#pragma once

#include <cstdint>
#include <string>

#include "tests/fault/match/story.h"

namespace heartlink::fault::match {

// `path`: of the database; nobody may write to it meanwhile. Throws when it cannot be read or is damaged.
[[nodiscard]] Ledger read_ledger(const std::string& path);

// How many tickets are offered in it: between a kill and the next start.
[[nodiscard]] std::int64_t count_offered(const std::string& path);

// "2026-01-31T12:34:56.000001+00:00" as microseconds since 1970; 0 when it is none.
[[nodiscard]] Micros micros_of(const std::string& iso8601);

}  // namespace heartlink::fault::match
