// SPDX-License-Identifier: Apache-2.0
// The client's half of WebSocket framing (RFC 6455 §5): frames to a server are masked, frames from one are
// not. For `net/door_line.h`. Pure; the server's own half is net/websocket_codec.h.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "protocol/frame.h"

namespace heartlink::net {

// One whole frame, FIN set, masked with four unpredictable octets.
[[nodiscard]] std::string masked_frame(protocol::Opcode opcode, std::string_view payload,
                                       const std::array<char, 4>& mask);

class ServerFrames {
 public:
  // One message, put together from its fragments, or one control frame.
  struct Message {
    protocol::Opcode opcode = protocol::Opcode::text;
    std::string payload = {};
  };

  static constexpr std::size_t message_bytes_max = std::size_t{1024} * 1024;

  void append(std::string_view bytes) { bytes_ += bytes; }

  // The next one, or nothing until more octets have come. Error: not_heartlink (no server speaks like that);
  // it stays so.
  [[nodiscard]] base::Result<std::optional<Message>> next();

 private:
  struct Header {
    protocol::Opcode opcode;
    bool fin;
    std::size_t header_bytes;
    std::size_t payload_bytes;
  };
  [[nodiscard]] base::Result<std::optional<Header>> header() const;
  [[nodiscard]] base::Result<void> check_place(const Header& header) const;

  std::string bytes_ = {};
  std::optional<Message> open_ = std::nullopt;  // its last fragment has not come
};

}  // namespace heartlink::net
