// SPDX-License-Identifier: Apache-2.0
// The port between one socket's life and its bytes. net/websocket_stream implements FrameStream; a test
// implements it in memory. Everything happens on the worker that owns the socket.
#pragma once

#include <cstdint>
#include <string_view>

#include "protocol/frame.h"

namespace heartlink::connection {

class FrameStream {
 public:
  // Queues a frame for the end of this loop turn; many frames leave in one write. False when the send queue
  // (ours and the kernel's) would pass limits.send_queue_bytes: the frame is not queued and the socket should
  // be closed 4408.
  [[nodiscard]] virtual bool send(const protocol::Frame& frame) = 0;

  // The same for a frame that is not worth a connection: false, and it is not queued, as soon as half of that
  // waits, so that what is worth it still finds place. FrameReceiver::on_drained says when the socket has
  // caught up.
  [[nodiscard]] virtual bool offer(const protocol::Frame& frame) = 0;

  // Starts the close handshake (RFC 6455 §7.1.2). What is queued goes first, unless the reader is too slow
  // for it or may not read it any more (4408, 4401, 4403); `farewell`, if it is not empty, goes behind that
  // in any case; nothing more is read. Idempotent. FrameReceiver::on_closed follows later, never inside this
  // call.
  virtual void close(std::uint16_t code, std::string_view reason, const protocol::Frame& farewell) = 0;

  // While paused nothing is read from the socket, so the peer's sends back up.
  virtual void pause_reading(bool paused) = 0;

 protected:
  ~FrameStream() = default;
};

// What a FrameStream tells its owner.
class FrameReceiver {
 public:
  virtual ~FrameReceiver() = default;

  // The stream is ready; the receiver may send from now on. `stream` outlives the receiver.
  virtual void on_open(FrameStream& stream) = 0;

  // One whole text message of valid UTF-8; the view dies with the call.
  virtual void on_text(std::string_view text) = 0;
  virtual void on_binary() = 0;

  // Everything queued has gone to the kernel.
  virtual void on_drained() = 0;

  // The server goes away: answer what was asked, then close 1001.
  virtual void on_drain() = 0;

  // Every limits.heartbeat ± 20 %.
  virtual void on_heartbeat() = 0;

  // The socket is gone. Nothing is called after this.
  virtual void on_closed() = 0;
};

}  // namespace heartlink::connection
