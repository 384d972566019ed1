// SPDX-License-Identifier: Apache-2.0
// Cuts what a client sends into pieces that end where its WebSocket frames do (RFC 6455 §5.2), so that the
// proxy (proxied_connection.h) can put a frame between two of them. Until the upgrade, and for whatever is no
// correct client frame, bytes pass as they are. Changes, drops and reorders nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace heartlink::fault {

class FrameSplitter {
 public:
  // `whole_text`: this is one text frame that is a message, and nothing else.
  using Take = std::function<void(std::string bytes, bool whole_text)>;

  // Calls `take` with what is complete; an unfinished frame waits for its end. A frame of more than
  // frame_bytes_max does not wait and passes in parts.
  void feed(std::string_view bytes, const Take& take);

  // The start of a frame whose end will not come, when the client has gone.
  [[nodiscard]] std::string rest() {
    return state_ == State::frames ? std::exchange(held_, {}) : std::string{};
  }

  // Whether another message may follow what was taken so far: not amid a message, not after a close frame.
  [[nodiscard]] bool between_messages() const {
    return state_ == State::frames && passing_ == 0 && !amid_message_ && !said_goodbye_;
  }

  static constexpr std::size_t frame_bytes_max = 256UL * 1024;

 private:
  enum class State : std::uint8_t { head, frames, plain };
  void take_head(std::string_view bytes, const Take& take);
  // Takes one frame from the front of `bytes`; how long it is, or 0 when it is not there yet.
  std::size_t take_frame(std::string_view bytes, const Take& take);

  State state_ = State::head;
  std::string held_;  // in state head a copy of what has passed, in state frames the start of a frame
  std::size_t passing_ = 0;  // left of a frame that is too long to wait for
  bool amid_message_ = false;
  bool said_goodbye_ = false;
};

}  // namespace heartlink::fault
