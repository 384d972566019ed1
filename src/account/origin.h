// SPDX-License-Identifier: Apache-2.0
// Which pages may speak for a signed-in person (protocol.md §2 and §3): the Origin rule of sockets and the
// CSRF rule of unsafe HTTP methods. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "protocol/http.h"

namespace heartlink::account {

// scheme://Host as the client sees this server, in lower case and without a default port.
[[nodiscard]] std::string own_origin(const protocol::Request& request, const base::Config& config);

// True for scheme://Host of the request, `public_url`, or one of `allowed_origins`. Never for `null` or an
// empty text. Equality, never a prefix or a substring (OWASP WebSocket sheet).
[[nodiscard]] bool is_own_origin(const protocol::Request& request, std::string_view origin,
                                 const base::Config& config);

// The rule of unsafe methods: `Origin` or `Sec-Fetch-Site`, if present, decides alone; otherwise the token of
// the `csrftoken` cookie must come back in `X-CSRFToken` or in the form field `csrfmiddlewaretoken`
// (`form_token`). A bearer needs neither, since no browser adds one by itself. Error: csrf_failed, detail
// says which part.
[[nodiscard]] base::Result<void> check_csrf(const protocol::Request& request, std::string_view form_token,
                                            const base::Config& config);

// The request comes from this machine itself, not through a proxy on it.
[[nodiscard]] bool is_local(const protocol::Request& request);

// The bearer token of `Authorization: Bearer …`, or empty.
[[nodiscard]] std::string_view bearer_of(const protocol::Request& request);

// The session cookie's secret, or empty. Over HTTPS the name has the __Host- prefix.
[[nodiscard]] std::string_view session_of(const protocol::Request& request);

// A path on this site: begins with one slash, no backslash or control byte, so it cannot lead elsewhere.
[[nodiscard]] bool is_same_site_path(std::string_view path);

}  // namespace heartlink::account
