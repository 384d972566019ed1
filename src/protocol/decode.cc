// SPDX-License-Identifier: Apache-2.0
#include "protocol/decode.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <boost/json.hpp>

#include "base/text.h"

namespace heartlink::protocol {
namespace {

namespace json = boost::json;
using base::Code;
using base::fail;
using base::Result;

constexpr std::size_t client_id_chars_max = 64;
constexpr std::ptrdiff_t marked_ids_max = 500;   // of one read_status
constexpr std::size_t call_word_bytes_max = 600;  // 200 characters; the longest is the words of an invitation
constexpr std::size_t json_depth_max = 8;  // the deepest frame of the protocol has two levels

// The string under `key`, or `fallback` when the key is missing; null when it is something else.
const json::string* string_at(const json::object& frame, std::string_view key, const json::string& fallback) {
  const auto* value = frame.if_contains(key);
  return value == nullptr ? &fallback : value->if_string();
}

Result<Command> decode_message(const json::object& frame, std::string client_id) {
  static const json::string empty;
  static const json::string text_type{"text"};
  PostMessage message;
  const auto* content = string_at(frame, "content", empty);
  if (content == nullptr) return fail(Code::field_invalid, "content");
  const auto* type = string_at(frame, "message_type", text_type);
  // Files come by upload, which checks them; a socket carries words and emoji only.
  if (type == nullptr || (*type != "text" && *type != "emoji"))
    return fail(Code::field_invalid, "message_type");
  if (const auto* reply = frame.if_contains("reply_to"); reply != nullptr && !reply->is_null()) {
    const auto id = integer_of(*reply);
    if (!id || *id < 1) return fail(Code::field_invalid, "reply_to");
    message.reply_to = model::EntryId{*id};
  }
  message.content.assign(content->data(), content->size());
  message.message_type.assign(type->data(), type->size());
  message.client_id = std::move(client_id);
  return Command{std::move(message)};
}

Result<Command> decode_typing(const json::object& frame) {
  const auto* value = frame.if_contains("is_typing");
  if (value == nullptr) return Command{Typing{}};
  if (!value->is_bool()) return fail(Code::field_invalid, "is_typing");
  return Command{Typing{value->get_bool()}};
}

// An id from 1 on under `key`.
std::optional<model::EntryId> id_at(const json::object& frame, std::string_view key) {
  const auto* value = frame.if_contains(key);
  const auto number = value == nullptr ? std::nullopt : integer_of(*value);
  if (!number || *number < 1) return std::nullopt;
  return model::EntryId{*number};
}

// What can be no id is left out, and of very many the highest are kept: a mark needs no more than the last.
Result<Command> decode_read(const json::object& frame) {
  Read read;
  if (frame.contains("up_to")) {
    read.up_to = id_at(frame, "up_to");
    if (!read.up_to) return fail(Code::field_invalid, "up_to");
    return Command{std::move(read)};
  }
  const auto* ids = frame.if_contains("message_ids");
  const auto* list = ids == nullptr ? nullptr : ids->if_array();
  if (list == nullptr) return fail(Code::field_invalid, "message_ids");
  for (const auto& one : *list) {
    const auto number = integer_of(one);
    if (number && *number >= 1) read.ids.push_back(model::EntryId{*number});
  }
  std::ranges::sort(read.ids);
  read.ids.erase(std::ranges::unique(read.ids).begin(), read.ids.end());
  if (std::ssize(read.ids) > marked_ids_max)
    read.ids.erase(read.ids.begin(), read.ids.end() - marked_ids_max);
  return Command{std::move(read)};
}

Result<Command> decode_delivered(const json::object& frame) {
  const auto up_to = id_at(frame, "up_to");
  if (!up_to) return fail(Code::field_invalid, "up_to");
  return Command{Delivered{*up_to}};
}

Result<Command> decode_status(const json::object& frame) {
  static const json::string online{"online"};
  const auto* word = string_at(frame, "status", online);
  const auto status = word == nullptr ? std::nullopt : model::parse_online_status(*word);
  if (!status) return fail(Code::field_invalid, "status");
  return Command{SetStatus{*status}};
}

Result<Command> decode_recall(const json::object& frame, std::string client_id) {
  const auto id = id_at(frame, "id");
  if (!id) return fail(Code::field_invalid, "id");
  Recall recall;
  recall.id = *id;
  recall.client_id = std::move(client_id);
  return Command{std::move(recall)};
}

// A short word of a call: a text or a number (old pages name messages by theirs), absent or null is empty.
// Nothing when it is something else or longer than calls need.
std::optional<std::string> call_word(const json::object& frame, std::string_view key) {
  const auto* value = frame.if_contains(key);
  if (value == nullptr || value->is_null()) return std::string{};
  if (const auto* number = value->if_int64()) return std::to_string(*number);
  const auto* text = value->if_string();
  if (text == nullptr || text->size() > call_word_bytes_max) return std::nullopt;
  return std::string{*text};
}

Result<Command> decode_call_invite(const json::object& frame) {
  auto room = call_word(frame, "room_id");
  if (!room) return fail(Code::field_invalid, "room_id");
  auto message = call_word(frame, "message");
  if (!message) return fail(Code::field_invalid, "message");
  CallInvite invite;
  invite.room = std::move(*room);
  invite.message = std::move(*message);
  return Command{std::move(invite)};
}

Result<Command> decode_call_status(const json::object& frame) {
  auto status = call_word(frame, "status");
  if (!status || status->empty()) return fail(Code::field_invalid, "status");
  auto message_id = call_word(frame, "message_id");
  if (!message_id) return fail(Code::field_invalid, "message_id");
  auto room = call_word(frame, "video_room_id");
  if (!room) return fail(Code::field_invalid, "video_room_id");
  CallStatus change;
  change.status = std::move(*status);
  change.message_id = std::move(*message_id);
  change.room = std::move(*room);
  return Command{std::move(change)};
}

Result<Command> decode_type(const json::object& frame, std::string_view type, const std::string& client_id) {
  if (type == "message") return decode_message(frame, client_id);
  if (type == "typing") return decode_typing(frame);
  if (type == "ping") return Command{Ping{}};
  if (type == "heartbeat_ack") return Command{HeartbeatAck{}};
  if (type == "read_status") return decode_read(frame);
  if (type == "delivered") return decode_delivered(frame);
  if (type == "online_status") return decode_status(frame);
  if (type == "recall") return decode_recall(frame, client_id);
  if (type == "video_call_invite") return decode_call_invite(frame);
  if (type == "video_call_status") return decode_call_status(frame);
  if (type == "new_message") return Command{Ignored{}};
  return fail(Code::unknown_type, std::string{type.substr(0, 40)});
}

}  // namespace

std::optional<std::int64_t> integer_of(const json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  const auto* text = value.if_string();
  return text == nullptr ? std::nullopt : base::whole_number(*text);
}

bool is_client_id(std::string_view text) {
  if (text.empty() || text.size() > client_id_chars_max) return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

Decoded decode(std::string_view text) {
  static const json::string message_type{"message"};
  std::array<unsigned char, 4096> scratch;  // most frames fit; longer ones go on to the heap by themselves
  json::monotonic_resource memory{scratch.data(), scratch.size()};
  json::parse_options options;
  options.max_depth = json_depth_max;
  boost::system::error_code error;
  const json::value value = json::parse(text, error, &memory, options);
  if (error) return Decoded{{}, fail(Code::invalid_json, error.message())};
  const auto* frame = value.if_object();
  if (frame == nullptr) return Decoded{{}, fail(Code::invalid_json, "not an object")};

  std::string client_id;
  if (const auto* given = frame->if_contains("client_id"); given != nullptr && !given->is_null()) {
    const auto* id = given->if_string();
    if (id == nullptr || !is_client_id(*id)) return Decoded{{}, fail(Code::client_id_invalid)};
    client_id.assign(id->data(), id->size());
  }
  const auto* type = string_at(*frame, "type", message_type);
  if (type == nullptr) return Decoded{std::move(client_id), fail(Code::field_invalid, "type")};
  auto command = decode_type(*frame, *type, client_id);
  return Decoded{std::move(client_id), std::move(command)};
}

}  // namespace heartlink::protocol
