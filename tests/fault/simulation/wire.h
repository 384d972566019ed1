// SPDX-License-Identifier: Apache-2.0
// What is between a client and the server: what the server's kernel holds for the client, byte by byte, and
// the client's frames on their way. Shared by both ends (socket.h, client.h); each may be gone without the
// other knowing.
#pragma once

#include <deque>
#include <string>

namespace heartlink::fault::simulation {

struct Wire {
  std::string down;            // sent, not yet read by the client
  std::deque<std::string> up;  // the client's text frames
  bool client_gone = false;    // the server may learn of it later
  bool server_gone = false;    // the client learns of it when it has read what came before
  bool cut = false;            // what is written from now on reaches nobody
};

}  // namespace heartlink::fault::simulation
