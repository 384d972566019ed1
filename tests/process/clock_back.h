// SPDX-License-Identifier: Apache-2.0
// Makes entries of a stopped server older than they are, by writing into its database: so that a test of
// minutes takes none. The only place in these suites that knows how the store is made.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tests/process/server_process.h"

namespace heartlink::process {

// The server must not run. Throws when there is no such entry.
void make_older(const ServerProcess& server, const std::string& room, std::int64_t entry,
                std::chrono::seconds by);

}  // namespace heartlink::process
