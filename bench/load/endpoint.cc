// SPDX-License-Identifier: Apache-2.0
#include "endpoint.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "failure.h"

namespace heartlink::load {
namespace {

constexpr std::uint32_t connections_per_source = 25'000;

std::string_view without_scheme(std::string_view url) {
  for (const std::string_view scheme : {"http://", "ws://"}) {
    if (url.substr(0, scheme.size()) == scheme) return url.substr(scheme.size());
  }
  throw UsageError(fmt::format("--url must begin with http:// or ws://, not '{}'", url));
}

bool is_loopback(const sockaddr_in& address) { return ntohl(address.sin_addr.s_addr) >> 24U == 127; }

void bind_source(int fd, std::uint32_t source) {
  sockaddr_in from{};
  from.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(0x7F000001U + source);
  const int yes = 1;  // the kernel then picks the port at connect, knowing the other end
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0) {
    throw Failure(fmt::format("cannot bind source address 127.0.0.{}: {}", 1 + source, std::strerror(errno)));
  }
}

}  // namespace

Endpoint Endpoint::parse(const std::string& url) {
  std::string_view authority = without_scheme(url);
  if (!authority.empty() && authority.back() == '/') authority.remove_suffix(1);
  const auto colon = authority.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || authority.find('/') != std::string_view::npos) {
    throw UsageError(fmt::format("--url must be http://HOST:PORT, not '{}'", url));
  }
  const std::string host(authority.substr(0, colon));
  const std::string port(authority.substr(colon + 1));
  addrinfo hints{};
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); error != 0) {
    throw UsageError(fmt::format("--url '{}': {}", url, gai_strerror(error)));
  }
  Endpoint endpoint;
  endpoint.authority_ = authority;
  std::memcpy(&endpoint.address_, found->ai_addr, sizeof endpoint.address_);
  freeaddrinfo(found);
  return endpoint;
}

Fd Endpoint::begin_connect(std::uint32_t ordinal) const {
  Fd fd(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (fd.number() < 0) {
    throw Failure(fmt::format("socket number {}: {} (see `ulimit -n`)", ordinal + 1, std::strerror(errno)));
  }
  const int yes = 1;
  setsockopt(fd.number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const std::uint32_t source = ordinal / connections_per_source;
  if (source > 0 && is_loopback(address_)) bind_source(fd.number(), source);
  if (connect(fd.number(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0 &&
      errno != EINPROGRESS) {
    throw Failure(fmt::format("connect to {}: {}", authority_, std::strerror(errno)));
  }
  return fd;
}

}  // namespace heartlink::load
