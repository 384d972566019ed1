// SPDX-License-Identifier: Apache-2.0
// A FrameStream without a socket: it keeps what was sent as JSON and what was asked of it. For tests of
// whatever speaks through the port.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "connection/frame_stream.h"

namespace heartlink::connection::testing {

class MemoryStream final : public FrameStream {
 public:
  bool send(const protocol::Frame& frame) override {
    if (closed) return true;
    if (frames_left == 0) return false;
    --frames_left;
    sent.push_back(boost::json::parse(frame.payload()).as_object());
    return true;
  }

  bool offer(const protocol::Frame& frame) override { return !behind && send(frame); }

  void close(std::uint16_t code, std::string_view reason, const protocol::Frame& farewell) override {
    if (closed) return;
    if (!farewell.empty()) sent.push_back(boost::json::parse(farewell.payload()).as_object());
    closed = {code, std::string{reason}};
  }

  void pause_reading(bool paused) override { reading_paused = paused; }

  // The `type` of every frame, in order.
  [[nodiscard]] std::vector<std::string> types() const {
    std::vector<std::string> out;
    for (const auto& frame : sent) out.emplace_back(frame.at("type").as_string());
    return out;
  }

  // The ids of the messages, in order.
  [[nodiscard]] std::vector<std::int64_t> message_ids() const {
    std::vector<std::int64_t> out;
    for (const auto& frame : sent) {
      if (frame.at("type") == "chat_message") out.push_back(frame.at("id").as_int64());
    }
    return out;
  }

  // The last frame of this type, or an empty object.
  [[nodiscard]] boost::json::object last(std::string_view type) const {
    for (auto at = sent.rbegin(); at != sent.rend(); ++at) {
      if (std::string_view{at->at("type").as_string()} == type) return *at;
    }
    return {};
  }

  // 0 when it was not closed.
  [[nodiscard]] std::uint16_t close_code() const { return closed ? closed->first : std::uint16_t{0}; }

  std::vector<boost::json::object> sent;
  std::optional<std::pair<std::uint16_t, std::string>> closed;
  std::size_t frames_left = SIZE_MAX;  // then the queue is full
  bool reading_paused = false;
  bool behind = false;  // takes no frames that are only offered
};

}  // namespace heartlink::connection::testing
