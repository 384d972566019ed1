// SPDX-License-Identifier: Apache-2.0
// Accepts connections for one worker. Every worker listens on the same address with SO_REUSEPORT, and the
// kernel spreads the connections; before that, `probe_address` makes sure that no other server is there
// already.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/worker.h"

namespace heartlink::net {

using Endpoint = boost::asio::ip::tcp::endpoint;
using Socket = boost::asio::ip::tcp::socket;

// "127.0.0.1:8000", "[::1]:8000", "0.0.0.0:0". Error: config_invalid.
[[nodiscard]] base::Result<Endpoint> parse_endpoint(std::string_view text);

// Binds once without SO_REUSEPORT: otherwise a second server would silently take half of the connections.
// Answers the endpoint, with the port the kernel chose when 0 was asked. Errors: port_in_use, config_invalid
// (no such address).
[[nodiscard]] base::Result<Endpoint> probe_address(const Endpoint& endpoint);

class Listener {
 public:
  using OnAccept = std::function<void(Socket, std::string peer)>;

  // Listens; errors are port_in_use and config_invalid. `on_accept` takes each new connection, on the worker.
  static base::Result<std::unique_ptr<Listener>> open(Worker& worker, const Endpoint& endpoint,
                                                      OnAccept on_accept);

  // Starts to accept: at most limits.accepts_per_turn at a time.
  void start();

  // Accepts no more. On the worker.
  void stop();

 private:
  Listener(Worker& worker, OnAccept on_accept);

  void arm();
  void accept_some();

  Worker& worker_;
  OnAccept on_accept_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;  // while the process is out of descriptors
};

}  // namespace heartlink::net
