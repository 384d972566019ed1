// SPDX-License-Identifier: Apache-2.0
// What stands in a room's log, as frames and as the old pages' messages.

#include <boost/json.hpp>

#include "base/text.h"
#include "model/member.h"
#include "protocol/encode.h"

namespace heartlink::protocol {
namespace {

namespace json = boost::json;
using model::EntryKind;

constexpr std::size_t preview_graphemes = 50;

json::object member_changed(const model::Entry& entry) {
  json::object frame{{"type", "member_changed"},
                     {"id", entry.id.value},
                     {"room_id", entry.room.value},
                     {"action", entry.message_type},
                     {"username", entry.member_name},
                     {"by", entry.sender_name},
                     {"created_at", iso8601(entry.created_at)}};
  const bool mutes = entry.message_type == word_of(model::MemberAction::muted);
  if (mutes) frame["muted_until"] = iso8601(base::WallTime{base::whole_number(entry.content).value_or(0)});
  const bool of_two = entry.message_type == word_of(model::MemberAction::revealed) ||
                      entry.message_type == word_of(model::MemberAction::kept);
  if (of_two) frame["both"] = entry.content == model::both_said;
  if (!mutes && !of_two && !entry.content.empty()) frame["role"] = entry.content;
  return frame;
}

}  // namespace

json::object message_shape(const ChatMessage& event) {
  const auto& entry = *event.entry;
  json::object message{{"id", entry.id.value},
                       {"sender", entry.sender_name},
                       {"sender_id", entry.sender_alias != 0 ? entry.sender_alias : entry.sender.value},
                       {"sender_avatar", ""},
                       {"content", entry.content},
                       {"message_type", entry.message_type},
                       {"file_url", ""},
                       {"created_at", iso8601(entry.created_at)},
                       {"is_own", event.is_own},
                       {"is_read", event.is_read}};
  message["reply_to"] = entry.reply_to ? json::value(entry.reply_to->value) : json::value(nullptr);
  if (event.is_own && !entry.client_id.empty()) message["client_id"] = entry.client_id;
  if (entry.caution != model::Caution::none) message["caution"] = word_of(entry.caution);
  if (entry.kind == EntryKind::recalled) message["recalled"] = true;
  return message;
}

json::object entry_frame(const ChatMessage& event) {
  const auto& entry = *event.entry;
  switch (entry.kind) {
    case EntryKind::ended:
      return json::object{{"type", "room_ended"},
                          {"id", entry.id.value},
                          {"room_id", entry.room.value},
                          {"reason", entry.content}};
    case EntryKind::recall:
      return json::object{{"type", "message_recalled"},
                          {"id", entry.id.value},
                          {"target", entry.target ? entry.target->value : 0},
                          {"username", entry.sender_name},
                          {"created_at", iso8601(entry.created_at)}};
    case EntryKind::member_changed:
      return member_changed(entry);
    case EntryKind::message:
    case EntryKind::recalled:
      break;
  }
  return json::object{{"type", "chat_message"}, {"id", entry.id.value}, {"message", message_shape(event)}};
}

std::string encode(const ChatMessage& event) { return json::serialize(entry_frame(event)); }

std::string preview(std::string_view content) {
  const auto shown = base::first_graphemes(content, preview_graphemes);
  std::string text{shown};
  if (shown.size() < content.size()) text += "...";
  return text;
}

}  // namespace heartlink::protocol
