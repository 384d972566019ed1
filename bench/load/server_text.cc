// SPDX-License-Identifier: Apache-2.0
#include "server_text.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>

namespace heartlink::load {
namespace {

namespace json = boost::json;

constexpr std::string_view delivery_begin = R"({"type":"chat_message")";
constexpr std::string_view type_begin = R"({"type":")";
constexpr std::string_view id_key = R"("id":)";
constexpr std::string_view content_key = R"("content":")";

bool stands_at(std::string_view text, std::string_view key, std::size_t at) {
  return at + key.size() <= text.size() && text.compare(at, key.size(), key) == 0;
}

std::int64_t number(const json::object& object, std::string_view key, std::int64_t otherwise) {
  const json::value* const value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return otherwise;
  boost::system::error_code inexact;
  const auto found = value->to_number<std::int64_t>(inexact);
  return inexact ? otherwise : found;
}

std::string string(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

std::optional<Delivery> DeliveryScanner::scan(std::string_view text) {
  if (!stands_at(text, delivery_begin, 0)) return std::nullopt;
  if (!stands_at(text, id_key, id_at_)) {
    id_at_ = text.find(id_key);
    if (id_at_ == std::string_view::npos) return std::nullopt;
  }
  Delivery delivery;
  const char* const digits = text.data() + id_at_ + id_key.size();
  const auto [end, error] = std::from_chars(digits, text.data() + text.size(), delivery.id);
  if (error != std::errc{}) return std::nullopt;
  const auto id_end = static_cast<std::size_t>(end - text.data());
  std::size_t content = id_end + content_after_id_;
  if (!stands_at(text, content_key, content)) {
    content = text.find(content_key);
    if (content == std::string_view::npos) return delivery;
    content_after_id_ = content > id_end ? content - id_end : 0;
  }
  delivery.stamp = read_stamp(text.substr(content + content_key.size()));
  return delivery;
}

std::string_view leading_type(std::string_view text) {
  if (!stands_at(text, type_begin, 0)) return {};
  const std::string_view rest = text.substr(type_begin.size());
  return rest.substr(0, rest.find('"'));
}

std::optional<Event> parse_event(std::string_view text) {
  std::array<unsigned char, 4096> stack;
  json::monotonic_resource memory(stack.data(), stack.size());
  boost::system::error_code error;
  const json::value parsed = json::parse(text, error, &memory);
  if (error || !parsed.is_object()) return std::nullopt;
  const json::object& object = parsed.get_object();
  Event event;
  event.type = string(object, "type");
  if (event.type.empty()) return std::nullopt;
  event.id = number(object, "id", 0);
  event.last_id = number(object, "last_id", 0);
  event.client_id = string(object, "client_id");
  event.code = string(object, "code");
  event.message = string(object, "message");
  event.retry_ms = number(object, "retry_ms", -1);
  const json::value* const dup = object.if_contains("dup");
  event.dup = dup != nullptr && dup->is_bool() && dup->get_bool();
  if (const json::value* const inner = object.if_contains("message");
      inner != nullptr && inner->is_object()) {
    event.id = number(inner->get_object(), "id", event.id);
    event.content = string(inner->get_object(), "content");
  }
  return event;
}

}  // namespace heartlink::load
