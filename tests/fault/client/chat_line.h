// SPDX-License-Identifier: Apache-2.0
// One socket of a client, from connecting to its end, without ever waiting: many of them share one poll(2)
// loop, and a server that stands still must not hold up the others. Called by client.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "tests/process/websocket_client.h"

namespace heartlink::fault {

// What shows who somebody is: a token, or a session's cookie with the origin that a browser would tell.
[[nodiscard]] process::Headers sign_in_headers(std::uint16_t port, const std::string& sign_in);

class ChatLine {
 public:
  // Connects and asks for the upgrade. Throws when nobody listens.
  ChatLine(std::uint16_t port, const std::string& sign_in, const std::string& target,
           int receive_buffer_bytes);

  enum class State : std::uint8_t { asking, open, refused, ended };

  // Sends and receives what goes without waiting.
  State turn();

  // Only while open.
  void queue_text(std::string_view text) { std::get<process::WebSocketClient>(line_).queue_text(text); }
  std::deque<std::string>& inbox() { return std::get<process::WebSocketClient>(line_).inbox(); }

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] int number() const;
  [[nodiscard]] bool wants_write() const;
  // 1006 without a close frame; the HTTP status when the upgrade was refused.
  [[nodiscard]] int ending() const;

 private:
  struct Asking {
    process::Socket socket;
    std::string unsent;
    std::string received;
  };

  State ask();
  State talk();

  std::variant<Asking, process::WebSocketClient> line_;
  State state_ = State::asking;
  int refusal_ = 0;
};

}  // namespace heartlink::fault
