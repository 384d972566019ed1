// SPDX-License-Identifier: Apache-2.0
#include "account/origin.h"

#include <algorithm>
#include <array>

#include "base/crypto.h"
#include "base/text.h"

namespace heartlink::account {
namespace {

// An origin in one spelling: lower case, no default port, no final slash.
std::string normalised(std::string_view origin) {
  auto out = base::ascii_lower(origin);
  if (out.ends_with('/')) out.pop_back();
  if (out.starts_with("http://") && out.ends_with(":80")) out.resize(out.size() - 3);
  if (out.starts_with("https://") && out.ends_with(":443")) out.resize(out.size() - 4);
  return out;
}

// Only scheme://host[:port]; a path after it is no origin.
std::string origin_of_url(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return {};
  return normalised(url.substr(0, std::min(url.find('/', host + 3), url.size())));
}

}  // namespace

std::string own_origin(const protocol::Request& request, const base::Config& config) {
  std::string scheme = request.secure ? "https" : "http";
  if (const auto end = config.public_url.find("://"); end != std::string::npos) {
    scheme = config.public_url.substr(0, end);
  }
  return normalised(scheme + "://" + std::string{request.header("host")});
}

bool is_own_origin(const protocol::Request& request, std::string_view origin, const base::Config& config) {
  const auto asked = normalised(origin);
  if (asked.empty() || asked == "null") return false;
  if (asked == own_origin(request, config)) return true;
  if (!config.public_url.empty() && asked == origin_of_url(config.public_url)) return true;
  return std::ranges::any_of(config.allowed_origins,
                             [&](const auto& allowed) { return asked == normalised(allowed); });
}

base::Result<void> check_csrf(const protocol::Request& request, std::string_view form_token,
                              const base::Config& config) {
  using base::Code;
  // No page of another site can send this header: the browser would ask first, and gets no answer (CORS).
  if (!bearer_of(request).empty()) return {};
  if (request.has_header("origin")) {
    if (is_own_origin(request, request.header("origin"), config)) return {};
    return base::fail(Code::csrf_failed, "Origin is not ours");
  }
  if (request.has_header("sec-fetch-site")) {
    const auto site = request.header("sec-fetch-site");
    if (site == "same-origin" || site == "none") return {};
    return base::fail(Code::csrf_failed, "Sec-Fetch-Site is not same-origin");
  }
  const auto cookie = request.cookie("csrftoken");
  const auto header = request.header("x-csrftoken");
  const auto given = header.empty() ? form_token : header;
  if (cookie.empty()) return base::fail(Code::csrf_failed, "no csrftoken cookie");
  if (!base::equal_in_constant_time(cookie, given))
    return base::fail(Code::csrf_failed, "X-CSRFToken is wrong");
  return {};
}

bool is_local(const protocol::Request& request) {
  constexpr std::array forwarding{"forwarded",        "x-forwarded-for", "x-forwarded-proto",
                                  "x-forwarded-host", "x-real-ip",       "via"};
  const bool forwarded =
      std::ranges::any_of(forwarding, [&](const char* name) { return request.has_header(name); });
  return !forwarded && (request.peer.starts_with("127.") || request.peer == "::1");
}

std::string_view bearer_of(const protocol::Request& request) {
  const auto value = request.header("authorization");
  constexpr std::string_view scheme = "bearer ";
  if (value.size() <= scheme.size() || base::ascii_lower(value.substr(0, scheme.size())) != scheme) return {};
  return value.substr(scheme.size());
}

std::string_view session_of(const protocol::Request& request) {
  if (request.secure) return request.cookie("__Host-sessionid");
  return request.cookie("sessionid");
}

bool is_same_site_path(std::string_view path) {
  if (!path.starts_with('/') || path.starts_with("//")) return false;
  return std::ranges::none_of(path, [](char c) { return c == '\\' || (c >= 0 && c < 0x20) || c == 0x7F; });
}

}  // namespace heartlink::account
