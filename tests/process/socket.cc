// SPDX-License-Identifier: Apache-2.0
#include "tests/process/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace heartlink::process {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

FileDescriptor tcp_socket() {
  FileDescriptor file{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (file.number() < 0) fail("socket");
  return file;
}

void set_option(const FileDescriptor& file, int level, int name, int value) {
  if (::setsockopt(file.number(), level, name, &value, sizeof(value)) != 0) fail("setsockopt");
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

Socket::Socket(std::uint16_t port, int receive_buffer_bytes) : file_(tcp_socket()) {
  // Before connect: the window that the peer is told depends on it.
  if (receive_buffer_bytes > 0) set_option(file_, SOL_SOCKET, SO_RCVBUF, receive_buffer_bytes);
  set_option(file_, IPPROTO_TCP, TCP_NODELAY, 1);
  const auto address = loopback(port);
  if (::connect(number(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) fail("connect");
  if (::fcntl(number(), F_SETFL, O_NONBLOCK) != 0) fail("fcntl");
}

void Socket::send_all(std::string_view bytes, Deadline deadline) {
  std::string rest{bytes};
  while (true) {
    if (!send_some(rest)) throw std::runtime_error("the server closed the connection while we were sending");
    if (rest.empty()) return;
    pollfd file{number(), POLLOUT, 0};
    if (::poll(&file, 1, deadline.milliseconds_left()) == 0)
      throw std::runtime_error("the server takes no bytes");
  }
}

bool Socket::send_some(std::string& bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) return true;
    if (sent < 0 && errno != EINTR) return false;
    if (sent > 0) bytes.erase(0, static_cast<std::size_t>(sent));
  }
  return true;
}

Socket::Received Socket::receive(std::string& into) {
  std::array<char, 64 * 1024> part;
  for (auto outcome = Received::nothing;; outcome = Received::something) {
    const auto size = ::recv(number(), part.data(), part.size(), 0);
    if (size > 0) {
      into.append(part.data(), static_cast<std::size_t>(size));
      continue;
    }
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return outcome;
    // What was read before the end is handed out first; the next call meets the end again.
    return outcome == Received::something ? outcome : Received::ended;
  }
}

bool Socket::wait(Deadline deadline, bool writable) const {
  pollfd file{number(), static_cast<short>(writable ? POLLIN | POLLOUT : POLLIN), 0};
  int ready = 0;
  do {
    ready = ::poll(&file, 1, deadline.milliseconds_left());
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

ReservedPort::ReservedPort() : file_(tcp_socket()) {
  set_option(file_, SOL_SOCKET, SO_REUSEADDR, 1);
  auto address = loopback(0);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(file_.number(), generic, size) != 0) fail("bind");
  if (::getsockname(file_.number(), generic, &size) != 0) fail("getsockname");
  number_ = ntohs(address.sin_port);
}

}  // namespace heartlink::process
