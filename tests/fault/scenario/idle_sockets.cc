// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/idle_sockets.h"

#include <sys/resource.h>

#include <algorithm>
#include <string>

namespace heartlink::fault {

void raise_own_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void IdleSockets::add(std::size_t count) {
  for (std::size_t at = 0; at < count; ++at) sockets_.emplace_back(port_);
}

std::size_t IdleSockets::closed() {
  return static_cast<std::size_t>(std::ranges::count_if(sockets_, [](process::Socket& socket) {
    std::string said;
    return socket.receive(said) == process::Socket::Received::ended;
  }));
}

}  // namespace heartlink::fault
