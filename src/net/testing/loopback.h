// SPDX-License-Identifier: Apache-2.0
// A worker that the test turns by hand, and real TCP connections to it inside one thread. Nothing sleeps: a
// condition is waited for by running what is ready, a bounded number of times.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>

#include <array>
#include <cerrno>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/byte_stream.h"
#include "net/worker.h"

namespace heartlink::net::testing {

// The client's end: a non-blocking socket and what came out of it.
class Peer {
 public:
  explicit Peer(int socket) : socket_(socket) { ::fcntl(socket_, F_SETFL, O_NONBLOCK); }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer() { hang_up(); }

  // Everything, or a failed test: tests send little, or to a server that reads.
  bool send(std::string_view bytes) {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  // As much as goes; returns the count.
  std::size_t send_some(std::string_view bytes) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return sent > 0 ? static_cast<std::size_t>(sent) : 0;
  }

  // One recv; returns its count.
  std::size_t receive_once(std::size_t most = 65536) {
    std::string buffer(most, '\0');
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count == 0) ended = true;
    if (count < 0 && errno != EAGAIN) reset = true;
    if (count <= 0) return 0;
    got.append(buffer, 0, static_cast<std::size_t>(count));
    return static_cast<std::size_t>(count);
  }
  void receive() {
    while (receive_once() > 0) {
    }
  }

  void finish_sending() { ::shutdown(socket_, SHUT_WR); }
  void hang_up() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

  // Waits at most a millisecond for something to come.
  void wait_briefly() const {
    pollfd one{socket_, POLLIN, 0};
    ::poll(&one, 1, 1);
  }

  std::string got;
  bool ended = false;  // a FIN came
  bool reset = false;

 private:
  int socket_;
};

struct ServerFrame {
  int opcode = 0;
  std::string payload;
  bool operator==(const ServerFrame&) const = default;
};

// The whole frames at the front of `bytes`; what is left there is the begun one.
inline std::vector<ServerFrame> take_frames(std::string& bytes) {
  std::vector<ServerFrame> frames;
  for (;;) {
    if (bytes.size() < 2) return frames;
    const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    std::size_t length = octet(1);
    std::size_t header = 2;
    if (length >= 126) {
      const std::size_t size = length == 126 ? 2 : 8;
      header += size;
      if (bytes.size() < header) return frames;
      length = 0;
      for (std::size_t i = 0; i < size; ++i) length = length << 8U | octet(2 + i);
    }
    if (bytes.size() < header + length) return frames;
    frames.push_back({octet(0) & 0x0F, bytes.substr(header, length)});
    bytes.erase(0, header + length);
  }
}

inline std::uint16_t close_code_of(const ServerFrame& frame) {
  if (frame.opcode != 8 || frame.payload.size() < 2) return 0;
  return static_cast<std::uint16_t>(static_cast<std::uint8_t>(frame.payload[0]) << 8U |
                                    static_cast<std::uint8_t>(frame.payload[1]));
}

struct Loopback {
  Loopback() : Loopback(base::Limits{}) {}
  explicit Loopback(base::Limits l) : limits(l) {}
  Loopback(const Loopback&) = delete;
  Loopback& operator=(const Loopback&) = delete;

  // Runs what is ready now.
  void turn_loop(int times = 8) {
    for (int i = 0; i < times; ++i) {
      worker.io().restart();
      worker.io().poll();
    }
  }

  // Runs, and lets `peer` receive, until `condition` holds; false when it does not.
  bool until(Peer& peer, const std::function<bool()>& condition) {
    for (int i = 0; i < 3000; ++i) {
      turn_loop(1);
      peer.receive();
      if (condition()) return true;
      peer.wait_briefly();
    }
    return false;
  }

  // Moves the clock second by second, as the worker sees it.
  void pass(std::chrono::seconds time) {
    for (auto left = time; left.count() > 0; left -= std::chrono::seconds{1}) {
      clock.advance(std::chrono::seconds{1});
      worker.turn();
      turn_loop(2);
    }
  }

  // A connection: the accepted socket, and the client's end.
  std::pair<boost::asio::ip::tcp::socket, std::unique_ptr<Peer>> connect() {
    namespace ip = boost::asio::ip;
    ip::tcp::acceptor acceptor{worker.io(), ip::tcp::endpoint{ip::address_v4::loopback(), 0}};
    ip::tcp::socket client{worker.io()};
    client.connect(acceptor.local_endpoint());
    auto accepted = acceptor.accept();
    return {std::move(accepted), std::make_unique<Peer>(client.release())};
  }

  base::ManualClock clock;
  base::Limits limits;
  Worker worker{clock, limits};
  ConnectionCount connections{1000};
};

}  // namespace heartlink::net::testing
