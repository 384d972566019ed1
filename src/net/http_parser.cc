// SPDX-License-Identifier: Apache-2.0
#include "net/http_parser.h"

#include <algorithm>
#include <cctype>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/text.h"
#include "net/forwarded.h"

namespace heartlink::net {

namespace http = boost::beast::http;

struct HttpParser::Inner {
  explicit Inner(const base::Limits& l) : limits(l) {
    parser.eager(true);
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    parser.body_limit(limits.body_bytes);
  }

  State fail(std::uint16_t code, std::string_view why) {
    status = code;
    reason = why;
    return state = State::failed;
  }

  const base::Limits& limits;
  http::request_parser<http::string_body> parser;
  std::string bytes;  // arrived and not yet parsed
  State state = State::reading;
  bool begun = false;
  bool head_checked = false;
  std::uint16_t status = 0;
  std::string_view reason;
};

namespace {

using Fields = http::request_header<>;

struct Refusal {
  std::uint16_t status = 0;  // 0: fine
  std::string_view reason;
};

Refusal check_framing(const Fields& head) {
  const auto encodings = head.count(http::field::transfer_encoding);
  const auto lengths = head.count(http::field::content_length);
  if (encodings > 0 && lengths > 0) return {400, "both Transfer-Encoding and Content-Length"};
  if (encodings > 1 || lengths > 1) return {400, "repeated framing header"};
  if (encodings == 1) {
    if (head.version() < 11) return {400, "Transfer-Encoding in HTTP/1.0"};
    if (!boost::beast::iequals(head[http::field::transfer_encoding], "chunked"))
      return {501, "unknown Transfer-Encoding"};
  }
  if (lengths == 1) {
    const auto length = head[http::field::content_length];
    if (length.empty() ||
        !std::ranges::all_of(length, [](unsigned char c) { return std::isdigit(c) != 0; })) {
      return {400, "Content-Length is not a number"};
    }
  }
  return {};
}

Refusal check_head(const Fields& head, const base::Limits& limits) {
  const auto fields = std::ranges::distance(head);
  if (static_cast<std::size_t>(fields) > limits.header_fields) return {431, "too many header fields"};
  for (const auto& field : head) {
    // Gateways turn `-` and `_` into the same variable: a way to smuggle a header past a proxy.
    if (field.name_string().find('_') != std::string_view::npos) return {400, "underscore in a header name"};
  }
  const auto hosts = head.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && head.version() == 11) || (hosts == 1 && head[http::field::host].empty())) {
    return {400, "exactly one Host is needed"};
  }
  if (!head.target().starts_with('/')) return {400, "the target must be a path"};
  return check_framing(head);
}

// A line that ends in LF alone. Beast sees it or not, depending on where the bytes were cut.
bool has_bare_line_feed(std::string_view head) {
  head = head.substr(0, head.find("\r\n\r\n"));
  for (auto at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
    if (at == 0 || head[at - 1] != '\r') return true;
  }
  return false;
}

Refusal refusal_of(const boost::beast::error_code& error) {
  if (error == http::error::header_limit) return {431, "header too large"};
  if (error == http::error::body_limit) return {413, "body too large"};
  return {400, "malformed request"};
}

}  // namespace

HttpParser::HttpParser(const base::Limits& limits) : inner_(std::make_unique<Inner>(limits)) {}
HttpParser::~HttpParser() = default;

bool HttpParser::begun() const { return inner_->begun; }
bool HttpParser::head_done() const { return inner_->parser.is_header_done(); }
std::uint16_t HttpParser::status() const { return inner_->status; }
std::string_view HttpParser::reason() const { return inner_->reason; }
bool HttpParser::keep_alive() const { return inner_->parser.get().keep_alive(); }
std::string HttpParser::take_rest() { return std::move(inner_->bytes); }

HttpParser::State HttpParser::feed(std::string_view arrived) {
  auto& in = *inner_;
  if (in.state == State::done || in.state == State::failed) return in.state;
  in.bytes += arrived;
  // Empty lines before a request line are ignored (RFC 9112 §2.2).
  while (!in.begun && in.bytes.starts_with("\r\n")) in.bytes.erase(0, 2);
  if (in.bytes.empty()) return State::reading;
  in.begun = true;

  const bool head_was_done = in.parser.is_header_done();
  if (!head_was_done) {
    const auto line = std::min(in.bytes.find('\n'), in.bytes.size());
    if (line > in.limits.request_line_bytes && in.parser.get().target().empty())
      return in.fail(414, "request line too long");
    if (in.bytes.size() > in.limits.header_bytes + in.limits.body_bytes)
      return in.fail(431, "header too large");
    if (has_bare_line_feed(in.bytes)) return in.fail(400, "malformed request");
  }
  for (;;) {
    boost::beast::error_code error;
    const auto used = in.parser.put(boost::asio::buffer(in.bytes), error);
    in.bytes.erase(0, used);
    if (!in.head_checked && in.parser.is_header_done()) {
      in.head_checked = true;
      if (const auto refusal = check_head(in.parser.get().base(), in.limits); refusal.status != 0) {
        return in.fail(refusal.status, refusal.reason);
      }
    }
    if (error == http::error::need_more) error = {};
    if (error) {
      const auto refusal = refusal_of(error);
      return in.fail(refusal.status, refusal.reason);
    }
    if (in.parser.is_done()) return in.state = State::done;
    if (used == 0 || in.bytes.empty()) break;
  }
  if (!head_was_done && in.parser.is_header_done()) {
    const auto expect = in.parser.get()[http::field::expect];
    if (boost::beast::iequals(expect, "100-continue")) return State::wants_continue;
  }
  return State::reading;
}

protocol::Request HttpParser::take_request(std::string_view peer, const base::Config& config) {
  auto& message = inner_->parser.get();
  protocol::Request request;
  request.method = message.method_string();
  request.target = message.target();
  request.http_1_1 = message.version() == 11;
  for (const auto& field : message) {
    request.headers.emplace_back(base::ascii_lower(field.name_string()), std::string{field.value()});
  }
  request.body = std::move(message.body());
  protocol::split_target(request);
  const auto client = client_of(request, peer, config);
  request.peer = client.address;
  // Where people come over HTTPS, `public_url` says so, whoever ends the TLS.
  request.secure = client.secure || config.public_url.starts_with("https://");
  return request;
}

}  // namespace heartlink::net
