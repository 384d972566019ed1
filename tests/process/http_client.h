// SPDX-License-Identifier: Apache-2.0
// As much of HTTP/1.1 as the tests speak (RFC 9112): a request, and an answer whose body has a Content-Length
// or ends with the connection. What it cannot read is an exception, which fails the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/process/socket.h"

namespace heartlink::process {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string target;
  Headers headers = {};
  std::string method = "GET";
  std::string body = {};
};

struct HttpAnswer {
  int status = 0;
  Headers headers;  // names in lower case
  std::string body;

  // The value of the first header of that name (in lower case), or nothing.
  [[nodiscard]] std::string header(std::string_view name) const;

  // The Set-Cookie of that cookie, from the name to the last attribute, or nothing.
  [[nodiscard]] std::string set_cookie(std::string_view name) const;

  // Throws when the body is no JSON object.
  [[nodiscard]] boost::json::object json() const;
};

// A connection that may be kept alive. Adds Host, Content-Length and nothing else.
class HttpConnection {
 public:
  explicit HttpConnection(std::uint16_t port, int receive_buffer_bytes = 0);

  // Throws when the connection ends before the answer does.
  HttpAnswer ask(const HttpRequest& request);

  // After a 101: the connection and what came behind the answer's head.
  std::pair<Socket, std::string> take();

 private:
  std::string read_head();

  std::uint16_t port_;
  Socket socket_;
  std::string received_;
};

// One request on a connection of its own.
HttpAnswer ask(std::uint16_t port, const HttpRequest& request);

}  // namespace heartlink::process
