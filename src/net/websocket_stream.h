// SPDX-License-Identifier: Apache-2.0
// One upgraded socket: bytes ↔ frames. Reads when the kernel has something, through the worker's buffer and
// the codec; writes once per loop turn, everything that is queued in one call. It keeps itself alive until
// the socket is closed.
#pragma once

#include <memory>
#include <string>

#include "connection/frame_stream.h"
#include "connection/send_queue.h"
#include "net/byte_stream.h"
#include "net/socket_registry.h"
#include "net/timer_wheel.h"
#include "net/websocket_codec.h"
#include "net/worker.h"
#include "protocol/close_codes.h"

namespace heartlink::net {

class WebSocketStream final : public connection::FrameStream,
                              public SocketRegistry::Member,
                              private WebSocketCodec::Sink,
                              private Worker::Flushable,
                              private TimerWheel::Timer {
 public:
  // Takes over a socket whose 101 answer has been written. `early` came behind the handshake in the same
  // segments.
  static void start(Worker& worker, SocketRegistry& registry, ByteStream bytes,
                    std::unique_ptr<connection::FrameReceiver> receiver, std::string early);

  // FrameStream
  bool send(const protocol::Frame& frame) override;
  bool offer(const protocol::Frame& frame) override;
  void close(std::uint16_t code, std::string_view reason, const protocol::Frame& farewell) override;
  void pause_reading(bool paused) override;

  // SocketRegistry::Member
  void drain() override { receiver_->on_drain(); }
  void abort() override { finish(); }

 private:
  WebSocketStream(Worker& worker, ByteStream bytes, std::unique_ptr<connection::FrameReceiver> receiver);

  // Reading
  void arm_read();
  void on_readable();
  void take(std::span<char> bytes);
  void read_on();
  bool on_message(protocol::Opcode opcode, std::string_view payload) override;
  bool on_ping(std::string_view payload) override;
  bool on_pong(std::string_view payload) override;
  void on_close(std::uint16_t code, std::string_view reason) override;

  void hang_up();

  // Writing
  void flush() override;
  bool over_cap(const protocol::Frame& frame);
  bool write_once();
  void arm_write();

  // Time
  void on_due() override;
  std::chrono::milliseconds jittered_heartbeat();

  void finish();

  Worker& worker_;
  ByteStream bytes_;
  std::unique_ptr<connection::FrameReceiver> receiver_;
  std::shared_ptr<WebSocketStream> self_;  // until finish()
  WebSocketCodec codec_;
  connection::SendQueue queue_;
  std::string unread_;  // arrived, but reading is paused
  base::SteadyTime heard_at_;
  base::SteadyTime wrote_at_;
  bool read_armed_ = false;
  bool write_armed_ = false;
  bool paused_ = false;
  bool closing_ = false;  // a close frame is queued or sent
  bool hang_up_ = false;  // our FIN follows the last queued byte
  bool broken_ = false;  // the socket failed inside a call that must not finish()
  bool finished_ = false;
};

}  // namespace heartlink::net
