// SPDX-License-Identifier: Apache-2.0
// Reads what came through the front door: is it Heartlink that speaks, what does it refuse, which cookies
// does it give. Used by the doctor. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/error.h"
#include "diagnose/door.h"

namespace heartlink::diagnose {

// What is broken: the error, and the row of the handshake log that says more, when there is one.
struct Trouble {
  Trouble() = default;
  Trouble(base::Code code, std::string detail) : error(code, std::move(detail)) {}
  Trouble(base::Error e) : error(std::move(e)) {}

  base::Error error;
  std::string diagnosis_id = {};
};

// The code of that name in the error table.
[[nodiscard]] std::optional<base::Code> code_named(std::string_view name);

// `text` as a JSON object.
[[nodiscard]] std::optional<boost::json::object> object_of(std::string_view text);

// A text of an object; empty when it is not there.
[[nodiscard]] std::string text_at(const boost::json::object& object, std::string_view key);

// A refusal as Heartlink words it becomes its code; anything else is not_heartlink, with what can be said of
// it: status, content type, which server, where it sends us. Call it for an answer that is not the hoped one.
[[nodiscard]] Trouble trouble_of(const Reply& reply);

// The end of a socket as a code of the table.
[[nodiscard]] Trouble trouble_of(const Closed& closed);

// The cookies of one visit, as a browser would keep them: a Secure cookie that came over plain HTTP is not
// kept (RFC 6265bis §5.6).
class CookieJar {
 public:
  explicit CookieJar(bool secure) : secure_(secure) {}

  void keep(const Reply& reply);
  void put(std::string name, std::string value);

  [[nodiscard]] std::string value(std::string_view name) const;  // empty: there is none
  [[nodiscard]] std::string header() const;  // of the next request; empty: none
  [[nodiscard]] bool dropped_secure() const { return dropped_secure_; }

 private:
  bool secure_;
  bool dropped_secure_ = false;
  Headers cookies_ = {};
};

}  // namespace heartlink::diagnose
