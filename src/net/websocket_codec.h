// SPDX-License-Identifier: Apache-2.0
//
// The server's reader of WebSocket frames (RFC 6455), one per connection: octets in, messages out. It is
// pure: no socket, no clock, no log; websocket_stream feeds it and answers. Wherever the octets are cut, the
// events are the same. It works in the caller's buffer and keeps only what is unfinished, so an idle
// connection owns no memory here beyond this object. It never answers, and it never allocates for octets that
// have not arrived.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "protocol/frame.h"

namespace heartlink::net {

struct CodecLimits {
  std::size_t message_bytes_max = std::size_t{64} * 1024;  // Payload of one message, over all its fragments.
  std::uint32_t fragments_max = 1024;  // Frames of one message; empty ones count too.
};

// Why the connection must be failed, and with which close code.
struct Violation {
  std::uint16_t close_code;  // 1002, 1007 or 1009.
  std::string_view reason;  // A stable word for the close frame, logs and metrics; lives for ever.
};

// What a close frame without payload means (RFC 6455 §7.1.5). It is never on the wire.
inline constexpr std::uint16_t close_code_absent = 1005;

class WebSocketCodec {
 public:
  // Receives what was read, in order. Views live until the call returns. A call must neither feed nor destroy
  // the codec; returning false stops `feed` behind this frame.
  class Sink {
   public:
    virtual bool on_message(protocol::Opcode text_or_binary,
                            std::string_view payload) = 0;  // Text is valid UTF-8.
    virtual bool on_ping(std::string_view payload) = 0;
    virtual bool on_pong(std::string_view payload) = 0;
    // The last event. `code` is one that a peer may send, or `close_code_absent`; the reason is valid UTF-8.
    virtual void on_close(std::uint16_t code, std::string_view reason) = 0;

   protected:
    ~Sink() = default;
  };

  struct Fed {
    std::size_t
        consumed;  // Octets done with. Fewer than given only when the sink stopped: feed the rest later.
    std::optional<Violation>
        violation;  // Set once, by the call that saw it; events before it were delivered.
  };

  explicit WebSocketCodec(CodecLimits limits) : limits_(limits) {}

  // Reads on. Unmasks in place: consumed octets are changed, the others are not. After a close frame or a
  // violation everything is swallowed without an event.
  [[nodiscard]] Fed feed(std::span<char> bytes, Sink& sink);

  // True after a close frame or a violation.
  [[nodiscard]] bool finished() const { return finished_; }

  // Heap octets held for an unfinished message; at most twice what arrived of it, and 0 between messages.
  [[nodiscard]] std::size_t owned_bytes() const;

 private:
  struct Step {
    bool go_on;
    std::optional<Violation> violation;
  };

  [[nodiscard]] std::optional<Violation> read_header(std::span<char>& rest);
  [[nodiscard]] bool collect_header(std::span<char>& rest, std::size_t size);
  [[nodiscard]] std::optional<Violation> check_first_octets() const;
  [[nodiscard]] std::optional<Violation> check_place_in_message() const;
  [[nodiscard]] std::optional<Violation> begin_payload();
  [[nodiscard]] std::optional<Violation> read_payload(std::span<char> part);
  [[nodiscard]] Step finish_data(std::string_view part, Sink& sink);
  [[nodiscard]] Step finish_control(std::string_view part, Sink& sink);
  [[nodiscard]] std::optional<Violation> finish_close(std::string_view payload, Sink& sink);
  [[nodiscard]] Fed fail(std::size_t consumed, Violation violation);
  void release();

  [[nodiscard]] bool fin() const;
  [[nodiscard]] std::uint8_t opcode_bits() const;
  [[nodiscard]] bool is_control() const;
  [[nodiscard]] std::uint8_t short_length() const;
  [[nodiscard]] std::size_t header_size_expected() const;

  CodecLimits limits_;
  std::string kept_;  // The unfinished message, then what has arrived of a control frame in its midst.
  std::size_t remaining_ = 0;  // Payload octets the current frame still lacks.
  std::uint32_t fragments_ = 0;  // Frames begun in the open message.
  protocol::Opcode message_opcode_ = protocol::Opcode::continuation;  // Continuation: no message is open.
  base::Utf8Validator utf8_;  // Of the open text message.
  std::array<char, 4> mask_{};  // Rotated: [0] is for the next octet.
  std::array<char, 14> header_{};
  std::uint8_t header_size_ = 0;
  bool in_payload_ = false;
  bool finished_ = false;
};

static_assert(sizeof(WebSocketCodec) <= 96, "every idle connection pays for this object");

}  // namespace heartlink::net
