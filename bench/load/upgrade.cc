// SPDX-License-Identifier: Apache-2.0
#include "upgrade.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace heartlink::load {
namespace {

constexpr std::string_view sample_key = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view sample_accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
constexpr std::size_t head_bytes_max = std::size_t{16} * 1024;
constexpr std::size_t body_bytes_shown = 2048;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The value of a header, without the blanks around it; empty when absent. `name` is written in small letters.
std::string_view header(std::string_view head, std::string_view name) {
  std::size_t line = head.find("\r\n");
  while (line != std::string_view::npos) {
    const std::string_view rest = head.substr(line + 2);
    line = head.find("\r\n", line + 2);
    const bool same = rest.size() > name.size() && rest[name.size()] == ':' &&
                      std::equal(name.begin(), name.end(), rest.begin(),
                                 [](char want, char has) { return want == lower(has); });
    if (!same) continue;
    std::string_view value = rest.substr(name.size() + 1, rest.find("\r\n") - name.size() - 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
    return value;
  }
  return {};
}

UpgradeAnswer refused(std::string reason) { return {UpgradeAnswer::Kind::refused, 0, std::move(reason)}; }

}  // namespace

std::string upgrade_request(std::string_view authority, std::string_view path, std::string_view token) {
  return fmt::format(
      "GET {} HTTP/1.1\r\n"
      "Host: {}\r\n"
      "Upgrade: websocket\r\n"
      "Connection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: {}\r\n"
      "Authorization: Bearer {}\r\n"
      "\r\n",
      path, authority, sample_key, token);
}

UpgradeAnswer judge_upgrade(std::string_view received, bool at_end) {
  const auto blank = received.find("\r\n\r\n");
  if (blank == std::string_view::npos) {
    if (received.size() > head_bytes_max) return refused("the answer's head does not end");
    if (!at_end) return {};
    return refused(received.empty() ? "closed without an answer" : fmt::format("answered '{}'", received));
  }
  const std::string_view head = received.substr(0, blank + 2);
  const std::string_view status = head.substr(0, head.find("\r\n"));
  if (status.substr(0, 12) == "HTTP/1.1 101") {
    const std::string_view accept = header(head, "sec-websocket-accept");
    if (accept == sample_accept) return {UpgradeAnswer::Kind::accepted, blank + 4, {}};
    return refused(fmt::format("{} with Sec-WebSocket-Accept '{}'", status, accept));
  }
  const std::string_view body = received.substr(blank + 4);
  const std::string_view length_text = header(head, "content-length");
  std::size_t length = body_bytes_shown;
  std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
  if (!at_end && body.size() < std::min(length, body_bytes_shown)) return {};
  return refused(fmt::format("{}\n{}", status, body.substr(0, body_bytes_shown)));
}

}  // namespace heartlink::load
