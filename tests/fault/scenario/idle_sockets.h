// SPDX-License-Identifier: Apache-2.0
// Many connections that say nothing, held by the run itself: to use up the server's descriptors. Called by
// scenarios.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/process/socket.h"

namespace heartlink::fault {

// Lets this process, and the clients it starts later, have as many descriptors as the system allows; the soft
// limit is often 1,024.
void raise_own_descriptor_limit();

class IdleSockets {
 public:
  explicit IdleSockets(std::uint16_t port) : port_(port) {}

  // Each is taken by the kernel, whether or not the server can accept it.
  void add(std::size_t count);

  // How many the server has closed by now.
  [[nodiscard]] std::size_t closed();

  void drop() { sockets_.clear(); }

 private:
  std::uint16_t port_;
  std::vector<process::Socket> sockets_;
};

}  // namespace heartlink::fault
