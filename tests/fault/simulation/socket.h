// SPDX-License-Identifier: Apache-2.0
// The server's end of a connection, as net/websocket_stream.h is it over a real socket: the real send queue
// in front of a kernel buffer that the simulation fills and empties. Owned by the server (server.h), which
// moves its bytes when the scheduler says so.
#pragma once

#include <cstddef>
#include <memory>

#include "base/limits.h"
#include "connection/chat_connection.h"
#include "connection/frame_stream.h"
#include "connection/send_queue.h"
#include "tests/fault/simulation/counts.h"
#include "tests/fault/simulation/wire.h"

namespace heartlink::fault::simulation {

class Socket final : public connection::FrameStream {
 public:
  Socket(std::size_t worker, std::shared_ptr<Wire> wire, const base::Limits& limits, Counts& counts)
      : worker_(worker), wire_(std::move(wire)), limits_(limits), counts_(counts) {}

  void open(std::unique_ptr<connection::ChatConnection> receiver);

  // FrameStream
  bool send(const protocol::Frame& frame) override;
  bool offer(const protocol::Frame& frame) override;
  void close(std::uint16_t code, std::string_view reason, const protocol::Frame& farewell) override;
  void pause_reading(bool paused) override;

  // Turns of its worker.
  [[nodiscard]] bool can_flush() const { return dirty_ && (queue_.empty() || space() > 0); }
  void flush(std::size_t bytes_most);
  [[nodiscard]] bool can_hear() const { return !wire_->up.empty() && (!paused_ || closing_); }
  void hear();
  // The client is gone, or has had its time for the closing handshake.
  [[nodiscard]] bool can_finish() const { return wire_->client_gone || closing_; }
  void finish();
  [[nodiscard]] bool finished() const { return receiver_ == nullptr; }

  [[nodiscard]] connection::FrameReceiver& receiver() { return *receiver_; }
  [[nodiscard]] std::size_t worker() const { return worker_; }
  [[nodiscard]] bool is_closing() const { return closing_; }

 private:
  [[nodiscard]] std::size_t space() const;
  [[nodiscard]] bool over_cap(const protocol::Frame& frame) const;
  void write(std::size_t bytes_most);

  std::size_t worker_;
  std::shared_ptr<Wire> wire_;
  const base::Limits& limits_;
  Counts& counts_;
  std::unique_ptr<connection::ChatConnection> receiver_;
  connection::SendQueue queue_;
  bool dirty_ = false;
  bool paused_ = false;
  bool closing_ = false;
};

}  // namespace heartlink::fault::simulation
