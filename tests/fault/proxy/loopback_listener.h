// SPDX-License-Identifier: Apache-2.0
// A listening TCP socket on a free port of 127.0.0.1. The chaos proxy stands behind one, and so do the peers
// that the tests of tests/fault/ play themselves. Never blocks without a deadline.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <system_error>

#include "tests/process/deadline.h"
#include "tests/process/file_descriptor.h"

namespace heartlink::fault {

class LoopbackListener {
 public:
  LoopbackListener() : file_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (::bind(number(), generic, size) != 0 || ::listen(number(), SOMAXCONN) != 0 ||
        ::getsockname(number(), generic, &size) != 0)
      throw std::system_error(errno, std::generic_category(), "cannot listen");
    port_ = ntohs(address.sin_port);
  }

  [[nodiscard]] int number() const { return file_.number(); }
  [[nodiscard]] std::uint16_t port() const { return port_; }

  // The next connection, never blocking; -1 in it when none waits.
  [[nodiscard]] process::FileDescriptor try_accept() const {
    return process::FileDescriptor{::accept4(number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
  }

  // The same, waited for. Throws when none comes.
  [[nodiscard]] process::FileDescriptor accept(process::Deadline deadline = process::Deadline{}) const {
    pollfd file{number(), POLLIN, 0};
    if (::poll(&file, 1, deadline.milliseconds_left()) <= 0) throw std::runtime_error("nobody connects");
    return try_accept();
  }

 private:
  process::FileDescriptor file_;
  std::uint16_t port_ = 0;
};

}  // namespace heartlink::fault
