// SPDX-License-Identifier: Apache-2.0
// The only file that knows Asio's TLS. Its bodies are compiled here, once, as cmake/asio.cmake does with the
// rest of Asio.
#include "net/door_stream.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace heartlink::net {
namespace {

namespace asio = boost::asio;
namespace ip = asio::ip;
using base::Code;
using base::Result;
using boost::system::error_code;

constexpr std::size_t read_bytes = std::size_t{16} * 1024;

class AsioDoorStream final : public DoorStream {
 public:
  explicit AsioDoorStream(Target target)
      : target_(std::move(target)), context_(asio::ssl::context::tls_client), stream_(io_, context_) {}

  Result<void> open();

  void limit(std::chrono::milliseconds within) override { timer_.expires_after(within); }
  Result<void> write(std::string_view bytes) override;
  Result<bool> read(std::string& into) override;
  [[nodiscard]] bool timed_out() const override { return timed_out_; }

 private:
  using Finish = std::function<void(error_code)>;
  enum class OnTime : std::uint8_t { cancel, close };

  // Starts one operation and runs until it calls back. A connection attempt is only ever ended by closing:
  // cancelled, it would go on to the next address.
  error_code run(OnTime on_time, const std::function<void(Finish)>& start);
  Result<void> shake_hands();
  [[nodiscard]] base::Error unreachable(const error_code& error) const;

  Target target_;
  asio::io_context io_;
  asio::steady_timer timer_{io_};
  asio::ssl::context context_;
  asio::ssl::stream<ip::tcp::socket> stream_;
  bool timed_out_ = false;
  std::array<char, read_bytes> buffer_{};
};

error_code AsioDoorStream::run(OnTime on_time, const std::function<void(Finish)>& start) {
  std::optional<error_code> result;
  timed_out_ = false;
  timer_.async_wait([this, on_time](const error_code& cancelled) {
    if (cancelled) return;
    timed_out_ = true;
    error_code ignored;
    if (on_time == OnTime::close) {
      stream_.next_layer().close(ignored);
    } else {
      stream_.next_layer().cancel(ignored);
    }
  });
  start([&result](error_code error) { result = error; });
  io_.restart();
  while (!result) io_.run_one();
  // The wait ends before this frame does; its time stays as it was set.
  const auto until = timer_.expiry();
  timer_.expires_at(until);
  io_.restart();
  io_.poll();
  // Both may have come in one turn: what was closed is of no use, what was only cancelled is there.
  if (timed_out_ && on_time == OnTime::close) return asio::error::timed_out;
  if (!*result) timed_out_ = false;
  return *result;
}

base::Error AsioDoorStream::unreachable(const error_code& error) const {
  const auto where = target_.host + ":" + target_.port;
  if (timed_out_) return base::fail(Code::server_unreachable, "timed out: " + where);
  if (error == asio::error::connection_refused)
    return base::fail(Code::server_unreachable, "connection refused: " + where);
  return base::fail(Code::server_unreachable, error.message() + ": " + where);
}

Result<void> AsioDoorStream::open() {
  ip::tcp::resolver resolver{io_};
  ip::tcp::resolver::results_type found;
  const auto resolved = run(OnTime::close, [&](Finish finish) {
    resolver.async_resolve(target_.host, target_.port, [&found, finish](error_code error, auto results) {
      found = std::move(results);
      finish(error);
    });
  });
  if (timed_out_) return unreachable(resolved);
  if (resolved) return base::fail(Code::server_unreachable, "no such host: " + target_.host);
  const auto connected = run(OnTime::close, [&](Finish finish) {
    asio::async_connect(stream_.next_layer(), found,
                        [finish](error_code error, const ip::tcp::endpoint&) { finish(error); });
  });
  if (connected) return unreachable(connected);
  error_code ignored;
  stream_.next_layer().set_option(ip::tcp::no_delay{true}, ignored);
  if (target_.secure) return shake_hands();
  return {};
}

Result<void> AsioDoorStream::shake_hands() {
  error_code ignored;
  context_.set_default_verify_paths(ignored);
  auto* tls = stream_.native_handle();
  SSL_set_verify(tls, SSL_VERIFY_PEER, nullptr);
  ip::make_address(target_.host, ignored);
  const bool is_name = static_cast<bool>(ignored);
  // RFC 6066 §3: the name that is asked for is never an address.
  const bool named = is_name ? SSL_set_tlsext_host_name(tls, target_.host.c_str()) == 1 &&
                                   SSL_set1_host(tls, target_.host.c_str()) == 1
                             : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), target_.host.c_str()) == 1;
  if (!named) return base::fail(Code::tls_failed, "not a host name: " + target_.host);
  const auto error = run(OnTime::cancel, [this](Finish finish) {
    stream_.async_handshake(asio::ssl::stream_base::client, std::move(finish));
  });
  if (!error) return {};
  if (timed_out_) return base::fail(Code::tls_failed, "timed out in the handshake: " + target_.host);
  const auto verified = SSL_get_verify_result(tls);
  if (verified != X509_V_OK) {
    return base::fail(Code::tls_failed,
                      std::string{"certificate: "} + X509_verify_cert_error_string(verified));
  }
  return base::fail(Code::tls_failed, error.message());
}

Result<void> AsioDoorStream::write(std::string_view bytes) {
  const auto error = run(OnTime::cancel, [&](Finish finish) {
    auto done = [finish = std::move(finish)](error_code failed, std::size_t) { finish(failed); };
    if (target_.secure) {
      asio::async_write(stream_, asio::buffer(bytes), std::move(done));
    } else {
      asio::async_write(stream_.next_layer(), asio::buffer(bytes), std::move(done));
    }
  });
  if (error) return unreachable(error);
  return {};
}

Result<bool> AsioDoorStream::read(std::string& into) {
  std::size_t count = 0;
  const auto error = run(OnTime::cancel, [&](Finish finish) {
    auto done = [&count, finish = std::move(finish)](error_code failed, std::size_t bytes) {
      count = bytes;
      finish(failed);
    };
    if (target_.secure) {
      stream_.async_read_some(asio::buffer(buffer_), std::move(done));
    } else {
      stream_.next_layer().async_read_some(asio::buffer(buffer_), std::move(done));
    }
  });
  // Many servers end TLS without its goodbye; HTTP and WebSocket see for themselves that something is
  // missing.
  if (error == asio::error::eof || error == asio::ssl::error::stream_truncated) return false;
  if (error) return unreachable(error);
  into.append(buffer_.data(), count);
  return true;
}

}  // namespace

Result<std::unique_ptr<DoorStream>> DoorStream::connect(const Target& target,
                                                        std::chrono::milliseconds within) {
  auto stream = std::make_unique<AsioDoorStream>(target);
  stream->limit(within);
  const auto opened = stream->open();
  if (opened.has_error()) return opened.error();
  return std::unique_ptr<DoorStream>{std::move(stream)};
}

}  // namespace heartlink::net
