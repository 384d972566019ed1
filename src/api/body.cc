// SPDX-License-Identifier: Apache-2.0
#include "api/body.h"

#include <utility>

#include <boost/json.hpp>

#include "protocol/decode.h"

namespace heartlink::api {

namespace json = boost::json;

namespace {

base::Result<json::object> object_in(std::string_view text) {
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return base::fail(base::Code::invalid_json);
  return std::move(value.as_object());
}

}  // namespace

base::Result<Body> Body::read(const protocol::Request& request) {
  const auto type = request.header("content-type");
  const auto text = protocol::without_blanks(request.body);
  Body body;
  if (type.starts_with("application/x-www-form-urlencoded") || (type.empty() && !text.starts_with('{'))) {
    for (auto& [name, value] : protocol::parse_form(request.body)) body.values_[name] = std::move(value);
    return body;
  }
  return read_json(request);
}

base::Result<Body> Body::read_json(const protocol::Request& request) {
  auto values = object_in(protocol::without_blanks(request.body));
  if (values.has_error()) return values.error();
  Body body;
  body.values_ = std::move(values.value());
  return body;
}

base::Result<Body> Body::read_optional_json(const protocol::Request& request) {
  if (protocol::without_blanks(request.body).empty()) return Body{};
  return read_json(request);
}

std::optional<std::string> Body::find(std::string_view name) const {
  const auto* value = values_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  const auto* text = value->if_string();
  return text != nullptr ? std::string{*text} : std::string{};
}

bool Body::flag(std::string_view name) const {
  const auto* value = values_.if_contains(name);
  if (value == nullptr) return false;
  if (value->is_bool()) return value->get_bool();
  const auto text = find(name);
  return text == "true" || text == "on" || text == "1";
}

base::Result<bool> Body::choice(std::string_view name) const {
  const auto* value = values_.if_contains(name);
  if (value == nullptr || !value->is_bool()) return base::fail(base::Code::field_invalid, std::string{name});
  return value->get_bool();
}

base::Result<std::optional<std::int64_t>> Body::number(std::string_view name) const {
  const auto* value = values_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::optional<std::int64_t>{};
  const auto number = protocol::integer_of(*value);
  if (!number) return base::fail(base::Code::field_invalid, std::string{name});
  return number;
}

base::Result<std::vector<std::int64_t>> Body::numbers(std::string_view name) const {
  std::vector<std::int64_t> numbers;
  const auto* value = values_.if_contains(name);
  if (value == nullptr || value->is_null()) return numbers;
  const auto* list = value->if_array();
  if (list == nullptr) return base::fail(base::Code::field_invalid, std::string{name});
  for (const auto& one : *list) {
    const auto number = protocol::integer_of(one);
    if (!number) return base::fail(base::Code::field_invalid, std::string{name});
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace heartlink::api
