// SPDX-License-Identifier: Apache-2.0
#include "api/body.h"

#include <utility>

#include <boost/json.hpp>

namespace heartlink::api {

namespace json = boost::json;

base::Result<Body> Body::read(const protocol::Request& request) {
  const auto type = request.header("content-type");
  const auto text = protocol::without_blanks(request.body);
  Body body;
  if (type.starts_with("application/x-www-form-urlencoded") || (type.empty() && !text.starts_with('{'))) {
    for (auto& [name, value] : protocol::parse_form(request.body)) body.values_[name] = std::move(value);
    return body;
  }
  boost::system::error_code error;
  auto value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return base::fail(base::Code::invalid_json);
  body.values_ = std::move(value.as_object());
  return body;
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

}  // namespace heartlink::api
