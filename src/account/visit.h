// SPDX-License-Identifier: Apache-2.0
// From where somebody comes: what a person sees beside each of his sessions, and what throttling counts.
// Called by the handlers that sign people in.
#pragma once

#include <cstddef>
#include <string>

#include "protocol/http.h"

namespace heartlink::account {

inline constexpr std::size_t agent_bytes_max = 512;

struct Visit {
  Visit() = default;

  std::string address;  // after trusted proxies
  std::string agent;    // the browser's User-Agent, cut to agent_bytes_max; empty when it is not UTF-8
};

[[nodiscard]] Visit visit_of(const protocol::Request& request);

}  // namespace heartlink::account
