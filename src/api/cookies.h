// SPDX-License-Identifier: Apache-2.0
// The two cookies (protocol.md §3): the session, hidden from scripts, and the CSRF token, readable by them.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/random.h"
#include "protocol/http.h"

namespace heartlink::api {

// Gives the client a `csrftoken` unless it has one.
[[nodiscard]] protocol::Response with_csrf_cookie(protocol::Response response,
                                                  const protocol::Request& request, base::Random& random);

// Keeps the person signed in for so many days; over HTTPS with the __Host- prefix and Secure (RFC 6265bis
// §4.1.3).
void set_session_cookie(protocol::Response& response, const protocol::Request& request,
                        std::string_view secret, std::uint32_t days);
void clear_session_cookie(protocol::Response& response, const protocol::Request& request);

}  // namespace heartlink::api
