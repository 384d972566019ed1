// SPDX-License-Identifier: Apache-2.0
// What one person has seen of a room's log over all of their connections: every id exactly once, in order,
// nothing missing. Fed with the frames of the sockets one after the other; keeps what was wrong as sentences.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace heartlink::process {

class LogFollower {
 public:
  // Where the next connection has to go on: "?after=…", with the epoch once it is known.
  [[nodiscard]] std::string resume_query() const;

  // Looks at connection_established, chat_message and resumed; other frames are not its concern.
  void on_frame(const boost::json::object& frame);

  // The connection is gone: the next frames come from a new one, which must resume.
  void on_reconnect() { resumed_ = false; }

  [[nodiscard]] bool resumed() const { return resumed_; }
  [[nodiscard]] std::int64_t last_id() const { return static_cast<std::int64_t>(contents_.size()); }
  // The content of entry 1, 2, 3 …
  [[nodiscard]] const std::vector<std::string>& contents() const { return contents_; }
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
  void on_message(const boost::json::object& frame);
  void on_resumed(const boost::json::object& frame);

  std::string epoch_;
  std::vector<std::string> contents_;
  std::vector<std::string> faults_;
  bool resumed_ = false;
};

}  // namespace heartlink::process
