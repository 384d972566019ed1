// SPDX-License-Identifier: Apache-2.0
// Who the client is when a proxy stands before us. Only `trusted_proxies` may say it; anybody else's
// forwarding headers are ignored. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/config.h"
#include "protocol/http.h"

namespace heartlink::net {

struct Client {
  std::string address;
  bool secure = false;  // it came to the proxy over HTTPS
};

// The right-most address of X-Forwarded-For that is no trusted proxy itself, and X-Forwarded-Proto; else the
// peer.
[[nodiscard]] Client client_of(const protocol::Request& request, std::string_view peer,
                               const base::Config& config);

// `network` is an address or a CIDR range of the same family.
[[nodiscard]] bool is_in_network(std::string_view address, std::string_view network);

}  // namespace heartlink::net
