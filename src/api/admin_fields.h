// SPDX-License-Identifier: Apache-2.0
// Typed fields of an operator's request. Called by api/admin*.cc; pure. A field of the wrong type is
// field_invalid, and the detail names it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/result.h"

namespace heartlink::api {

// Absent or null is the empty text.
[[nodiscard]] inline base::Result<std::string> optional_text(const boost::json::object& request,
                                                             std::string_view name) {
  const auto* value = request.if_contains(name);
  if (value == nullptr || value->is_null()) return std::string{};
  const auto* text = value->if_string();
  if (text == nullptr) return base::fail(base::Code::field_invalid, std::string{name} + ": a text is wanted");
  return std::string{*text};
}

// Absent, null or empty is refused.
[[nodiscard]] inline base::Result<std::string> text_field(const boost::json::object& request,
                                                          std::string_view name) {
  auto text = optional_text(request, name);
  if (text && text->empty()) return base::fail(base::Code::field_invalid, std::string{name} + ": missing");
  return text;
}

// Absent or null is false.
[[nodiscard]] inline base::Result<bool> optional_flag(const boost::json::object& request,
                                                      std::string_view name) {
  const auto* value = request.if_contains(name);
  if (value == nullptr || value->is_null()) return false;
  if (!value->is_bool()) {
    return base::fail(base::Code::field_invalid, std::string{name} + ": true or false is wanted");
  }
  return value->get_bool();
}

// A whole number from `least` to `most`; absent or null is `otherwise`.
[[nodiscard]] inline base::Result<std::int64_t> optional_number(const boost::json::object& request,
                                                                std::string_view name, std::int64_t least,
                                                                std::int64_t most, std::int64_t otherwise) {
  const auto* value = request.if_contains(name);
  if (value == nullptr || value->is_null()) return otherwise;
  boost::system::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  if (error || number < least || number > most) {
    return base::fail(base::Code::field_invalid, std::string{name} + ": a whole number from " +
                                                     std::to_string(least) + " to " + std::to_string(most) +
                                                     " is wanted");
  }
  return number;
}

}  // namespace heartlink::api
