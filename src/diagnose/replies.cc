// SPDX-License-Identifier: Apache-2.0
#include "diagnose/replies.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "base/text.h"
#include "protocol/close_codes.h"
#include "protocol/errors.h"
#include "protocol/http.h"

namespace heartlink::diagnose {
namespace {

namespace json = boost::json;
using base::Code;

constexpr std::size_t shown_bytes_max = 120;

// Header values of a stranger, cut to what one line of a terminal bears, without control bytes.
std::string shown(std::string_view text) {
  std::string out{text.substr(0, shown_bytes_max)};
  std::ranges::replace_if(out, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, '?');
  return out;
}

Trouble stranger(const Reply& reply) {
  std::string detail = fmt::format("HTTP {}", reply.status);
  if (const auto type = reply.header("content-type"); !type.empty()) detail += ", " + shown(type);
  if (const auto server = reply.header("server"); !server.empty()) detail += ", server " + shown(server);
  if (const auto to = reply.header("location"); !to.empty()) detail += ", sends on to " + shown(to);
  return {Code::not_heartlink, detail};
}

bool is_secure(std::string_view attributes) {
  const auto lower = base::ascii_lower(attributes);
  std::string_view rest = lower;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    if (protocol::without_blanks(rest.substr(0, end)) == "secure") return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace

std::optional<Code> code_named(std::string_view name) {
  const auto rows = protocol::error_rows();
  const auto row = std::ranges::find(rows, name, &protocol::ErrorRow::name);
  return row == rows.end() ? std::nullopt : std::optional{row->code};
}

std::optional<json::object> object_of(std::string_view text) {
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  if (error || !value.is_object()) return std::nullopt;
  return value.get_object();
}

std::string text_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string{} : std::string{*text};
}

Trouble trouble_of(const Reply& reply) {
  const auto body = object_of(reply.body);
  const auto name = body ? text_at(*body, "code") : std::string{};
  if (name.empty()) return stranger(reply);
  const auto code = code_named(name);
  if (!code) {
    return {Code::not_heartlink,
            fmt::format("HTTP {} with a code unknown to this program: {}", reply.status, shown(name))};
  }
  Trouble trouble{*code, fmt::format("HTTP {}", reply.status)};
  if (const auto detail = text_at(*body, "detail"); !detail.empty()) {
    trouble.error.detail += ": " + shown(detail);
  }
  if (const auto* retry = body->if_contains("retry_ms"); retry != nullptr && retry->is_int64()) {
    trouble.error.retry = std::chrono::milliseconds{retry->get_int64()};
  }
  trouble.diagnosis_id = shown(text_at(*body, "diagnosis_id"));
  return trouble;
}

Trouble trouble_of(const Closed& closed) {
  using namespace protocol;
  constexpr std::uint16_t rate_limited = 4429;  // protocol.md §2
  constexpr std::uint16_t dead = 1006;          // RFC 6455 §7.4.1: no close frame came
  if (closed.code == dead) return {Code::no_echo, "the connection was lost without a close frame"};
  auto detail = fmt::format("the socket was closed with {} {}", closed.code, shown(closed.reason));
  if (detail.ends_with(' ')) detail.pop_back();
  const auto as = [&](Code code) { return Trouble{code, detail}; };
  switch (closed.code) {
    case close_session_ended.code:
      return as(Code::login_required);
    case close_removed.code:
      return as(Code::not_a_member);
    case close_room_ended.code:
      return as(Code::room_ended);
    case close_slow_consumer.code:
      return as(Code::slow_consumer);
    case rate_limited:
      return as(Code::rate_limited);
    case close_draining.code:
    case close_unavailable.code:
      return as(Code::unavailable);
    default:
      return as(Code::no_echo);
  }
}

void CookieJar::keep(const Reply& reply) {
  for (const auto& [name, line] : reply.headers) {
    if (name != "set-cookie") continue;
    const auto end = std::min(line.find(';'), line.size());
    const auto pair = std::string_view{line}.substr(0, end);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (!secure_ && is_secure(std::string_view{line}.substr(end))) {
      dropped_secure_ = true;
      continue;
    }
    put(std::string{protocol::without_blanks(pair.substr(0, equals))},
        std::string{protocol::without_blanks(pair.substr(equals + 1))});
  }
}

void CookieJar::put(std::string name, std::string value) {
  std::erase_if(cookies_, [&](const auto& cookie) { return cookie.first == name; });
  if (!value.empty()) cookies_.emplace_back(std::move(name), std::move(value));
}

std::string CookieJar::value(std::string_view name) const {
  for (const auto& [key, value] : cookies_) {
    if (key == name) return value;
  }
  return {};
}

std::string CookieJar::header() const {
  std::string out;
  for (const auto& [name, value] : cookies_) out += (out.empty() ? "" : "; ") + name + "=" + value;
  return out;
}

}  // namespace heartlink::diagnose
