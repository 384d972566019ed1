// SPDX-License-Identifier: Apache-2.0
#include "protocol/decode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <boost/json.hpp>

namespace heartlink::protocol {
namespace {

namespace json = boost::json;
using base::Code;
using base::fail;
using base::Result;

constexpr std::size_t client_id_chars_max = 64;
constexpr std::size_t json_depth_max = 8;  // the deepest frame of the protocol has two levels

// A number, or a string of digits: the old pages send ids as strings.
std::optional<std::int64_t> integer_of(const json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  const auto* text = value.if_string();
  if (text == nullptr) return std::nullopt;
  std::int64_t number = 0;
  const auto end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc{} || stop != end || text->empty()) return std::nullopt;
  return number;
}

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

Result<Command> decode_type(const json::object& frame, std::string_view type, const std::string& client_id) {
  if (type == "message") return decode_message(frame, client_id);
  if (type == "typing") return decode_typing(frame);
  if (type == "ping") return Command{Ping{}};
  if (type == "heartbeat_ack") return Command{HeartbeatAck{}};
  if (type == "new_message") return Command{Ignored{}};
  return fail(Code::unknown_type, std::string{type.substr(0, 40)});
}

}  // namespace

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
