// SPDX-License-Identifier: Apache-2.0
// The bytes of one accepted socket, without waiting. This is the seam for TLS: plain now, OpenSSL behind the
// same words later. Asio is only asked when the socket becomes readable or writable; it never queues a read
// or a write.
#pragma once

#include <sys/uio.h>

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <span>
#include <utility>

#include "net/connection_count.h"

namespace heartlink::net {

class ByteStream {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using Wait = Socket::wait_type;

  enum class Status : std::uint8_t { ok, would_block, closed };
  struct Io {
    Status status;
    std::size_t bytes;
  };

  // Takes an accepted socket, with its place in the count, and makes it non-blocking.
  ByteStream(Socket socket, ConnectionCount::Place place);

  // At least one byte, or would_block, or closed (by the peer, or by an error; errors need no other answer).
  [[nodiscard]] Io read_some(std::span<char> into);

  // Writes as much of the pieces as the kernel takes.
  [[nodiscard]] Io write_some(std::span<const iovec> pieces);

  // Calls `handler(error_code)` when the socket may be read or written; operation_aborted after close().
  template <class Handler>
  auto async_wait(Wait wait, Handler&& handler) {
    return socket_.async_wait(wait, std::forward<Handler>(handler));
  }

  // Bytes the kernel still holds for the peer (SIOCOUTQ).
  [[nodiscard]] std::size_t unsent();

  // Smaller than the kernel's default, so that our own cap counts first (a client that never reads otherwise
  // takes 4.3 MB of kernel memory, measured).
  void limit_send_buffer(std::size_t bytes);

  // No more will be written; what is queued in the kernel still goes.
  void shutdown_send();
  void close();

 private:
  Socket socket_;
  ConnectionCount::Place place_;
};

}  // namespace heartlink::net
