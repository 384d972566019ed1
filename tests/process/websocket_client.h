// SPDX-License-Identifier: Apache-2.0
// A WebSocket as a browser or a program opens it (RFC 6455, client side): text frames in and out, pings
// answered, the closing handshake kept. A frame from the server that breaks the RFC is an exception, which
// fails the test.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "tests/process/http_client.h"

namespace heartlink::process {

// A correct handshake request; `headers` (Cookie, Authorization, Origin …) are added to it.
HttpRequest upgrade_request(std::string target, Headers headers = {});

// How a connection ended: the close frame's code and reason, 1005 without a code, 1006 without a close frame.
struct CloseNotice {
  std::uint16_t code = 1006;
  std::string reason;
};

class WebSocketClient {
 public:
  // Upgrades; throws when the server refuses, with its answer. `receive_buffer_bytes`: see Socket.
  WebSocketClient(std::uint16_t port, const HttpRequest& upgrade, int receive_buffer_bytes = 0);

  // A connection that was upgraded already, with what came behind the answer's head.
  explicit WebSocketClient(std::pair<Socket, std::string> connection);

  // Sends a text frame, now.
  void send(const boost::json::object& frame);
  void send_text(std::string_view text);
  // Sends bytes that are a frame or should be none (net/testing/client_frames.h makes both).
  void send_bytes(std::string_view bytes);

  // The next frame; throws when none comes or the connection ends first.
  boost::json::object next();
  // The next frame of this type; those before it are passed over.
  boost::json::object await(std::string_view type);

  // Says goodbye with this code; await_close() then waits for the server's half.
  void close(std::uint16_t code = 1000);
  // Reads until the connection has ended. What came before stays in inbox().
  CloseNotice await_close();
  // Goes without a word.
  void drop() { socket_.close(); }

  // For tests that drive many sockets at once: queue, then turn() whenever poll(2) says so.
  void queue_text(std::string_view text);
  [[nodiscard]] int number() const { return socket_.number(); }
  [[nodiscard]] bool wants_write() const { return !unsent_.empty(); }
  // Sends and receives what goes without waiting. False once the connection has ended and everything was
  // read.
  bool turn();
  // Texts that were received and not yet handed out.
  std::deque<std::string>& inbox() { return inbox_; }
  [[nodiscard]] const std::optional<CloseNotice>& closed() const { return closed_; }

 private:
  void split_frames();
  void on_frame(std::uint8_t opcode, std::string_view payload);

  Socket socket_;
  std::string received_;
  std::string unsent_;
  std::deque<std::string> inbox_;
  std::optional<CloseNotice> closed_;  // the server's close frame, or the end without one
  bool ended_ = false;
  bool said_goodbye_ = false;
};

// Throws when it is no JSON object.
boost::json::object parse_frame(std::string_view text);

}  // namespace heartlink::process
