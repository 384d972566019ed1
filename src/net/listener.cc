// SPDX-License-Identifier: Apache-2.0
#include "net/listener.h"

#include <sys/socket.h>

#include <boost/asio/ip/v6_only.hpp>

#include <charconv>

#include "base/log.h"

namespace heartlink::net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using base::Code;
using base::fail;
using base::Result;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// Out of descriptors: try again a little later instead of spinning on an accept that cannot succeed.
constexpr std::chrono::milliseconds accept_pause{100};
constexpr int backlog = 4096;

base::Error bind_failure(const error_code& error, const Endpoint& endpoint) {
  const auto where = endpoint.address().to_string() + ":" + std::to_string(endpoint.port());
  if (error == asio::error::address_in_use) return fail(Code::port_in_use, where);
  return fail(Code::config_invalid, "listen " + where + ": " + error.message());
}

Result<void> bind(tcp::acceptor& acceptor, const Endpoint& endpoint, bool reuse_port) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error && reuse_port) acceptor.set_option(ReusePort(true), error);
  if (!error && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  if (error) return bind_failure(error, endpoint);
  return {};
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto invalid = [&] {
    return fail(Code::config_invalid, "listen: not ADDRESS:PORT: " + std::string{text});
  };
  if (colon == std::string_view::npos) return invalid();
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  std::uint16_t port = 0;
  const auto digits = text.substr(colon + 1);
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  if (bad != std::errc{} || end != digits.data() + digits.size() || error) return invalid();
  return Endpoint{address, port};
}

Result<Endpoint> probe_address(const Endpoint& endpoint) {
  asio::io_context unused;
  tcp::acceptor acceptor{unused};
  if (auto bound = bind(acceptor, endpoint, false); bound.has_error()) return bound.error();
  return acceptor.local_endpoint();
}

Listener::Listener(Worker& worker, OnAccept on_accept)
    : worker_(worker), on_accept_(std::move(on_accept)), acceptor_(worker.io()), pause_(worker.io()) {}

Result<std::unique_ptr<Listener>> Listener::open(Worker& worker, const Endpoint& endpoint,
                                                 OnAccept on_accept) {
  std::unique_ptr<Listener> listener{new Listener(worker, std::move(on_accept))};
  if (auto bound = bind(listener->acceptor_, endpoint, true); bound.has_error()) return bound.error();
  error_code ignored;
  listener->acceptor_.non_blocking(true, ignored);
  return listener;
}

void Listener::start() { arm(); }

void Listener::stop() {
  error_code ignored;
  pause_.cancel();
  acceptor_.close(ignored);
}

void Listener::arm() {
  acceptor_.async_wait(tcp::acceptor::wait_read, [this](const error_code& error) {
    if (!error) accept_some();
  });
}

void Listener::accept_some() {
  for (std::uint32_t i = 0; i < worker_.limits().accepts_per_turn; ++i) {
    error_code error;
    Endpoint peer;
    Socket socket{worker_.io()};
    acceptor_.accept(socket, peer, error);
    if (error == asio::error::would_block) return arm();
    if (error == asio::error::connection_aborted) continue;
    if (error) {
      base::log::warning("accept_failed", {{"error", error.message()}});
      pause_.expires_after(accept_pause);
      pause_.async_wait([this](const error_code& cancelled) {
        if (!cancelled) arm();
      });
      return;
    }
    on_accept_(std::move(socket), peer.address().to_string());
  }
  arm();
}

}  // namespace heartlink::net
