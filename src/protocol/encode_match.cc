// SPDX-License-Identifier: Apache-2.0
// What a person is told of his matches, and by operators, on the user socket.

#include <boost/json.hpp>

#include "protocol/encode.h"

namespace heartlink::protocol {

namespace json = boost::json;

std::string match_page(model::MatchKind kind, const model::RoomId& room) {
  const std::string_view page =
      kind == model::MatchKind::heart ? "/tools/heart_link/chat/" : "/tools/chat/enhanced/";
  return std::string{page} + room.value + "/";
}

std::string encode_body(const MatchFound& event) {
  return json::serialize(json::object{{"type", "match_found"},
                                      {"kind", model::word_of(event.kind)},
                                      {"room_id", event.room.value},
                                      {"partner", event.partner},
                                      {"url", match_page(event.kind, event.room)},
                                      {"confirm_by", event.confirm_by.ms()}});
}

std::string encode_body(const MatchWithdrawn& event) {
  json::object frame{{"type", "match_withdrawn"},
                     {"kind", model::word_of(event.kind)},
                     {"reason", model::word_of(event.reason)},
                     {"back_in_pool", event.expires_at.has_value()}};
  frame["expires_at"] = event.expires_at ? json::value(iso8601(*event.expires_at)) : json::value(nullptr);
  return json::serialize(frame);
}

std::string encode_body(const TicketExpired& event) {
  return json::serialize(json::object{{"type", "ticket_expired"}, {"kind", model::word_of(event.kind)}});
}

std::string encode_body(const TicketDropped& event) {
  return json::serialize(json::object{{"type", "ticket_dropped"},
                                      {"kind", model::word_of(event.kind)},
                                      {"reason", model::word_of(event.reason)}});
}

std::string encode_body(const Moderated& event) {
  json::object frame{{"type", "moderation"}, {"action", model::word_of(event.news)}};
  frame["reason"] = event.reason.empty() ? json::value(nullptr) : json::value(event.reason);
  frame["until"] = event.until ? json::value(iso8601(*event.until)) : json::value(nullptr);
  return json::serialize(frame);
}

std::string encode(const model::UserEvent& event) {
  return event.body.substr(0, event.body.size() - 1) + ",\"useq\":" + std::to_string(event.useq.value) + "}";
}

std::string encode(const UserResumed& event) {
  json::object frame{{"type", "resumed"}, {"to", event.to.value}};
  if (event.after) frame["after"] = event.after->value;
  if (event.gap) frame["gap"] = true;
  return json::serialize(frame);
}

}  // namespace heartlink::protocol
