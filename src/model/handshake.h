// SPDX-License-Identifier: Apache-2.0
// A row of the handshake log: one request for a socket that was refused, and why. No secret is ever in it.
#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace heartlink::model {

struct Handshake {
  Handshake() = default;

  std::string id;  // "D-1a2b3c4d", also in the answer that the client got
  base::WallTime at;
  std::string stage;  // which check: lifecycle, handshake, origin, session, room, membership, seat
  std::string code;   // of the error table
  std::uint16_t status = 0;
  std::string room;     // as asked for
  std::string user;     // the name, when somebody was signed in
  std::string address;  // after trusted proxies
  std::string origin;
  std::string agent;
  std::string detail;
};

}  // namespace heartlink::model
