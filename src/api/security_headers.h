// SPDX-License-Identifier: Apache-2.0
// The headers of every answer (protocol.md §3): nothing from elsewhere runs in our pages, nobody frames them.
#pragma once

#include "base/config.h"
#include "protocol/http.h"

namespace heartlink::api {

// Adds what is missing; an answer's own headers stay.
void add_security_headers(protocol::Response& response, const protocol::Request& request,
                          const base::Config& config);

}  // namespace heartlink::api
