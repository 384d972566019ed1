// SPDX-License-Identifier: Apache-2.0
// Event → JSON text. Pure; called once per event and variant, never once per recipient.
#pragma once

#include <string>

#include <boost/json/fwd.hpp>

#include "protocol/event.h"

namespace heartlink::protocol {

[[nodiscard]] std::string encode(const ConnectionEstablished& event);
[[nodiscard]] std::string encode(const ChatMessage& event);
[[nodiscard]] std::string encode(const Ack& event);
[[nodiscard]] std::string encode(const ErrorFrame& event);
[[nodiscard]] std::string encode(const Pong& event);
[[nodiscard]] std::string encode(const Heartbeat& event);
[[nodiscard]] std::string encode(const HeartbeatAnswer& event);
[[nodiscard]] std::string encode(const UserJoined& event);
[[nodiscard]] std::string encode(const UserLeft& event);
[[nodiscard]] std::string encode(const UserTyping& event);
[[nodiscard]] std::string encode(const PresenceCount& event);
[[nodiscard]] std::string encode(const Resumed& event);

// ISO 8601 in UTC with offset; microseconds unless they are zero, as the contract has it.
[[nodiscard]] std::string iso8601(base::WallTime time);

// The frame of an entry as a JSON value, for history over HTTP: `{"id", "type", …}`. The type follows the
// entry's kind: chat_message or room_ended.
[[nodiscard]] boost::json::object entry_frame(const ChatMessage& event);

// A message as history over HTTP has it: the keys of the Django application, and ours added.
[[nodiscard]] boost::json::object message_shape(const ChatMessage& event);

}  // namespace heartlink::protocol
