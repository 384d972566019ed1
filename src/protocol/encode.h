// SPDX-License-Identifier: Apache-2.0
// Event → JSON text. Pure; called once per event and variant, never once per recipient.
#pragma once

#include <string>
#include <string_view>

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
[[nodiscard]] std::string encode(const PresenceList& event);
[[nodiscard]] std::string encode(const PresenceCount& event);
[[nodiscard]] std::string encode(const ReadUpdate& event);
[[nodiscard]] std::string encode(const DeliveredUpdate& event);
[[nodiscard]] std::string encode(const CallInvited& event);
[[nodiscard]] std::string encode(const CallChanged& event);
[[nodiscard]] std::string encode(const Resumed& event);
[[nodiscard]] std::string encode(const Unread& event);
[[nodiscard]] std::string encode(const RoomActivity& event);
[[nodiscard]] std::string encode(const UserResumed& event);
[[nodiscard]] std::string encode(const SessionEnded& event);

// What model::UserEvent::body holds; with its useq it is a frame.
[[nodiscard]] std::string encode_body(const MatchFound& event);
[[nodiscard]] std::string encode_body(const MatchWithdrawn& event);
[[nodiscard]] std::string encode_body(const TicketExpired& event);
[[nodiscard]] std::string encode_body(const TicketDropped& event);
[[nodiscard]] std::string encode_body(const Moderated& event);
[[nodiscard]] std::string encode(const model::UserEvent& event);

// The page of an offered room, to which the contract's pages link. The server made its id: nothing in it
// needs encoding.
[[nodiscard]] std::string match_page(model::MatchKind kind, const model::RoomId& room);

// ISO 8601 in UTC with offset; microseconds unless they are zero, as the contract has it.
[[nodiscard]] std::string iso8601(base::WallTime time);

// The frame of an entry as a JSON value, for history over HTTP: `{"id", "type", …}`. The type follows the
// entry's kind: chat_message (also of a recalled one), message_recalled, member_changed or room_ended.
[[nodiscard]] boost::json::object entry_frame(const ChatMessage& event);

// A message as history over HTTP has it: the keys of the Django application, and ours added. A recalled one
// is an empty `system` message with `recalled`.
[[nodiscard]] boost::json::object message_shape(const ChatMessage& event);

[[nodiscard]] boost::json::object profile_shape(const Profile& person);

// The beginning of a text: 50 characters as people count them, and `...` when there is more.
[[nodiscard]] std::string preview(std::string_view content);

}  // namespace heartlink::protocol
