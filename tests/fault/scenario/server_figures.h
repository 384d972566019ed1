// SPDX-License-Identifier: Apache-2.0
// What a running server takes of the machine, and where its rooms stand, seen from outside.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "tests/process/server_process.h"

namespace heartlink::fault {

struct Figures {
  std::int64_t rss_bytes = 0;
  std::int64_t descriptors = 0;
  std::int64_t cpu_ms = 0;  // user and system, since its start
};

// From /proc. Zeros when the process has ended.
[[nodiscard]] Figures figures_of(pid_t server);

// The newest id of a room, over HTTP; throws when the server does not answer.
[[nodiscard]] std::int64_t head_of(const process::ServerProcess& server, const std::string& token,
                                   const std::string& room);

// A value of /metrics; 0 when it is not there. `name` with its labels, as the page has it.
[[nodiscard]] double metric_of(const process::ServerProcess& server, const std::string& name);

}  // namespace heartlink::fault
