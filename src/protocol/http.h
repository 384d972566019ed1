// SPDX-License-Identifier: Apache-2.0
// HTTP as the front door sees it: requests and answers as plain values. net/ makes and writes them; api/ and
// connection/ never see a byte stream.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace heartlink::protocol {

struct Request {
  Request() = default;

  std::string method;                 // "GET", as sent
  std::string target;                 // as sent
  std::string path;                   // of the target, still encoded
  std::vector<std::string> segments;  // of the path, percent-decoded once; no empty last one
  bool final_slash = false;
  std::vector<std::pair<std::string, std::string>> query;    // decoded
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string peer;   // the address that speaks for the client (after trusted proxies)
  bool secure = false;  // the client came over HTTPS
  bool http_1_1 = true;

  // The first value of a header (lower-case name), or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] bool has_header(std::string_view name) const;
  [[nodiscard]] std::size_t header_count(std::string_view name) const;
  // The value of a cookie, or empty. With two of one name the first counts.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  // The value of a query parameter, or empty.
  [[nodiscard]] std::string_view parameter(std::string_view name) const;
  [[nodiscard]] bool has_parameter(std::string_view name) const;
  // The client would rather have JSON than a page.
  [[nodiscard]] bool wants_json() const;
};

using SharedRequest = std::shared_ptr<const Request>;

struct Response {
  Response() = default;
  explicit Response(std::uint16_t s) : status(s) {}

  std::uint16_t status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string
      file;  // instead of a body: a file inside the binary ("/index.html"), sent as the client accepts it
  bool close = false;  // end the connection after this answer
  std::optional<base::Code> refused;  // this is a refusal; counted by code

  Response& set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

// Called exactly once, on the worker that asked.
using Respond = std::function<void(Response)>;

// Fills path, segments, final_slash and query from `target`. Escapes are decoded once, segment by segment, so
// an encoded slash never makes a new segment.
void split_target(Request& request);

// "name=value&…" with + and percent escapes, as a form sends it. A field with a bad escape has an empty
// value.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_form(std::string_view body);

// Without the optional white space (OWS, RFC 9110 §5.6.3) at both ends; a view into `text`.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

// Percent-decodes once; nothing on a bad escape.
[[nodiscard]] std::string percent_decoded(std::string_view text, bool plus_is_space = false);

}  // namespace heartlink::protocol
