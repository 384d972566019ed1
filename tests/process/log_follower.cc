// SPDX-License-Identifier: Apache-2.0
#include "tests/process/log_follower.h"

#include <boost/json.hpp>

namespace heartlink::process {

std::string LogFollower::resume_query() const {
  const auto query = "?after=" + std::to_string(last_id());
  return epoch_.empty() ? query : query + "&epoch=" + epoch_;
}

void LogFollower::on_frame(const boost::json::object& frame) {
  const auto& type = frame.at("type").as_string();
  if (type == "chat_message") return on_message(frame);
  if (type == "resumed") return on_resumed(frame);
  if (type != "connection_established") return;
  const std::string epoch{frame.at("epoch").as_string()};
  if (!epoch_.empty() && epoch != epoch_)
    faults_.push_back("the epoch changed from " + epoch_ + " to " + epoch);
  epoch_ = epoch;
  const auto head = frame.at("last_id").as_int64();
  if (head < last_id()) faults_.push_back("the log went back to " + std::to_string(head));
}

void LogFollower::on_message(const boost::json::object& frame) {
  const auto id = frame.at("id").as_int64();
  if (id != last_id() + 1) {
    faults_.push_back("entry " + std::to_string(id) + " came after entry " + std::to_string(last_id()));
    return;
  }
  contents_.emplace_back(frame.at("message").at("content").as_string());
}

void LogFollower::on_resumed(const boost::json::object& frame) {
  if (resumed_) faults_.emplace_back("resumed came twice on one connection");
  resumed_ = true;
  if (frame.contains("gap") || frame.contains("reset")) {
    faults_.push_back("resumed with a hole: " + boost::json::serialize(frame));
  }
  if (frame.at("to").as_int64() != last_id()) {
    faults_.push_back("resumed to " + std::to_string(frame.at("to").as_int64()) + ", seen only up to " +
                      std::to_string(last_id()));
  }
}

}  // namespace heartlink::process
