// SPDX-License-Identifier: Apache-2.0
// The body of a request as named values, whether a form sent it or a program. Called by the handlers that
// take either; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/result.h"
#include "protocol/http.h"

namespace heartlink::api {

class Body {
 public:
  // A form when the Content-Type says so or when there is none and the body is no JSON object; otherwise
  // JSON. Error: invalid_json.
  static base::Result<Body> read(const protocol::Request& request);

  // A JSON object, whatever the Content-Type says. Error: invalid_json.
  static base::Result<Body> read_json(const protocol::Request& request);
  // The same where every key may be missing: no body at all is an empty one.
  static base::Result<Body> read_optional_json(const protocol::Request& request);

  // It is there, whatever it is.
  [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
  // Nothing when it is absent or null; what is no text is the empty text.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  // The same, or empty.
  [[nodiscard]] std::string text(std::string_view name) const { return find(name).value_or(std::string{}); }
  // true, "true", "on" or "1".
  [[nodiscard]] bool flag(std::string_view name) const;
  // true or false and nothing else. Error: field_invalid, also when it is absent.
  [[nodiscard]] base::Result<bool> choice(std::string_view name) const;
  // A whole number or the digits of one, for old pages send ids as text; nothing when it is absent or null.
  // Error: field_invalid.
  [[nodiscard]] base::Result<std::optional<std::int64_t>> number(std::string_view name) const;
  // A list of such numbers; absent or null is the empty one. Error: field_invalid.
  [[nodiscard]] base::Result<std::vector<std::int64_t>> numbers(std::string_view name) const;

 private:
  boost::json::object values_;
};

}  // namespace heartlink::api
