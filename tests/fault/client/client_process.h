// SPDX-License-Identifier: Apache-2.0
// A process full of clients. It reads orders from stdin, a line each: `pause` (make no new messages), `go`,
// `deaf`, `hear`, `cut` (drop every connection and come back at once), `progress` (answered on stdout with a
// line of JSON). It ends when stdin does.
#pragma once

#include <string>

namespace heartlink::fault {

// Runs until stdin ends; the exit code.
int run_client_process(const std::string& plan_file);

}  // namespace heartlink::fault
