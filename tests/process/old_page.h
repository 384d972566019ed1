// SPDX-License-Identifier: Apache-2.0
// What the scripts in the Django application's pages stand on: a browser with its cookies, and reading
// answers the way JavaScript does. The pages themselves (old_heart_page, old_small_pages) are models of what
// those scripts do, written from the contract; the project keeps no copy of them. Where a page would read
// `undefined`, or a number where it needs a text, reading is an exception that names the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "tests/process/people.h"

namespace heartlink::process {

// A value as a script holds it, with the name under which it came there: "messages[0].file_url".
class Read {
 public:
  Read(std::string name, boost::json::value value) : name_(std::move(name)), value_(std::move(value)) {}

  // The member of that key; an exception when it is missing.
  [[nodiscard]] Read at(std::string_view key) const;
  // A key that the page only asks whether it is there and true (`if (data.room_ended)`).
  [[nodiscard]] bool is_set(std::string_view key) const;

  // Of exactly this type, or an exception.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::int64_t number() const;
  [[nodiscard]] bool flag() const;
  [[nodiscard]] std::vector<Read> list() const;
  [[nodiscard]] bool is_null() const { return value_.is_null(); }
  // A text, or null as "".
  [[nodiscard]] std::string text_or_null() const;

  [[nodiscard]] std::string pretty() const;

 private:
  [[noreturn]] void wrong(std::string_view wanted) const;

  std::string name_;
  boost::json::value value_;
};

// The frame that arrived, which every page parses and then asks for its type.
Read parse_event(const boost::json::object& frame);

class OldBrowser {
 public:
  // Opens the sign-in page and sends its form, as the old page does: hidden token, ignored captcha fields.
  OldBrowser(const ServerProcess& server, const std::string& name, std::string_view with_password = password);

  struct Fetched {
    int status = 0;
    Read body;
  };
  // `fetch(target)` and `await response.json()`: what is not JSON is an exception.
  [[nodiscard]] Fetched get(const std::string& target) const;
  // The same with POST, the body as JSON and `X-CSRFToken` from the cookie; nothing else proves whose page it
  // is.
  [[nodiscard]] Fetched post(const std::string& target, const boost::json::object& body) const;
  // Without the header, as if `getCookie('csrftoken')` had been null.
  [[nodiscard]] Fetched post_without_token(const std::string& target) const;

  // `new WebSocket('ws://' + location.host + '/ws/chat/' + room + '/')`.
  [[nodiscard]] WebSocketClient open_socket(const std::string& room) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  // What `getCookie('csrftoken')` returns in a script.
  [[nodiscard]] const std::string& csrf_token() const { return csrf_token_; }

 private:
  [[nodiscard]] Fetched fetch(const HttpRequest& request) const;
  [[nodiscard]] std::string cookies() const;

  const ServerProcess* server_;
  std::string name_;
  std::string session_cookie_;
  std::string csrf_token_;
};

}  // namespace heartlink::process
