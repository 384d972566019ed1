// SPDX-License-Identifier: Apache-2.0
// The server's address and how a socket to it is begun. Used by the swarm for every connection.
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <string>

#include "fd.h"

namespace heartlink::load {

class Endpoint {
 public:
  // Takes `http://HOST:PORT` or `ws://HOST:PORT`, an optional final slash, IPv4. Throws UsageError.
  [[nodiscard]] static Endpoint parse(const std::string& url);

  // What the Host header says.
  [[nodiscard]] const std::string& authority() const { return authority_; }

  // Begins a non-blocking connect with TCP_NODELAY; the result shows when the socket becomes writable. To a
  // loopback server every 25,000 connections get a source address of their own (127.0.0.1, .2, .3 …), because
  // one pair of addresses has only about 28,000 ports. Throws Failure (no descriptors left, nobody listens).
  [[nodiscard]] Fd begin_connect(std::uint32_t ordinal) const;

 private:
  std::string authority_;
  sockaddr_in address_{};
};

}  // namespace heartlink::load
