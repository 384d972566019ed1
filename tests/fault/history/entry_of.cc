// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/history/entry_of.h"

#include <boost/json.hpp>

namespace heartlink::fault {

std::optional<Event> entry_of(const boost::json::object& frame) {
  const auto* id = frame.if_contains("id");
  const std::string_view type = frame.at("type").as_string();
  Event entry;
  if (type == "chat_message") {
    const auto& message = frame.at("message").as_object();
    const auto* recalled = message.if_contains("recalled");
    if (recalled != nullptr && recalled->as_bool()) {
      entry.text = "message recalled";
    } else {
      const std::string_view body = message.at("content").as_string();
      entry.cid = body.substr(0, body.find(' '));
      entry.hash = hash_of(body);
      entry.text = "message";
    }
  } else if (type == "message_recalled") {
    entry.text = "recall";
  } else if (type == "member_changed") {
    entry.text =
        std::string{frame.at("action").as_string()} + " " + std::string{frame.at("username").as_string()};
  } else if (type == "room_ended") {
    entry.text = "end";
  } else {
    return std::nullopt;
  }
  if (id == nullptr) return std::nullopt;
  entry.id = id->as_int64();
  return entry;
}

Event greeting_of(const boost::json::object& frame) {
  Event greeted;
  greeted.what = What::greeted;
  greeted.id = frame.at("last_id").as_int64();
  return greeted;
}

Event resumption_of(const boost::json::object& frame) {
  Event resumed;
  resumed.what = What::resumed;
  resumed.id = frame.at("to").as_int64();
  if (frame.contains("gap")) resumed.text = "gap";
  if (frame.contains("reset")) resumed.text = "reset";
  return resumed;
}

}  // namespace heartlink::fault
