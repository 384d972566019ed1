// SPDX-License-Identifier: Apache-2.0
// People of a server under test, made and signed in the way real ones are.
#pragma once

#include <string>
#include <string_view>

#include "tests/process/http_client.h"
#include "tests/process/server_process.h"
#include "tests/process/websocket_client.h"

namespace heartlink::process {

inline constexpr std::string_view password = "korrekt-pferd-batterie";

// `user create NAME --password-stdin`.
void make_user(const ServerProcess& server, const std::string& name);

// `token create NAME --json`.
std::string make_token(const ServerProcess& server, const std::string& name);

// Signs in with JSON; returns the Cookie header that a browser would send from now on.
std::string sign_in(const ServerProcess& server, const std::string& name);

Headers with_cookie(const ServerProcess& server, const std::string& cookie);
Headers with_token(const std::string& token);

// `/ws/chat/<room>/` with these headers; `query` such as "?after=3".
WebSocketClient open_room(const ServerProcess& server, const Headers& headers, const std::string& room,
                          const std::string& query = {}, int receive_buffer_bytes = 0);

}  // namespace heartlink::process
