// SPDX-License-Identifier: Apache-2.0
// A server that runs, with two people who have signed in: what most tests of a conversation begin with.
#pragma once

#include <string>

#include "tests/process/people.h"
#include "tests/process/server_process.h"
#include "tests/process/websocket_client.h"

namespace heartlink::process {

struct House {
  explicit House(Words settings = {}) : server(std::move(settings)) {
    make_user(server, "alice");
    make_user(server, "bob");
    server.start();
    alice = with_cookie(server, sign_in(server, "alice"));
    bob = with_cookie(server, sign_in(server, "bob"));
  }

  // Opens `room`; whoever is first makes it, for a `test-room-…`.
  [[nodiscard]] WebSocketClient enter(const Headers& person, const std::string& room,
                                      const std::string& query = {}) const {
    return open_room(server, person, room, query);
  }

  ServerProcess server;
  Headers alice;
  Headers bob;
};

}  // namespace heartlink::process
