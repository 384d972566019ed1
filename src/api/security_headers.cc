// SPDX-License-Identifier: Apache-2.0
#include "api/security_headers.h"

#include <algorithm>
#include <string>

#include "account/origin.h"

namespace heartlink::api {
namespace {

// A Host that could not break out of the policy; anything else is left out of it.
bool is_plain_host(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == ':' || c == '[' || c == ']';
  });
}

// `connect-src` names our sockets too: older Safari does not count ws: as 'self'.
std::string content_security_policy(const protocol::Request& request, const base::Config& config) {
  std::string sockets;
  if (const auto host = request.header("host"); is_plain_host(host)) {
    const bool secure = account::own_origin(request, config).starts_with("https:");
    sockets = std::string{secure ? " wss://" : " ws://"} + std::string{host};
  }
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src "
         "'self' blob:; "
         "font-src 'self'; manifest-src 'self'; worker-src 'self'; connect-src 'self'" +
         sockets +
         "; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
         "require-trusted-types-for 'script'; trusted-types heartlink";
}

}  // namespace

void add_security_headers(protocol::Response& response, const protocol::Request& request,
                          const base::Config& config) {
  const auto add = [&response](std::string_view name, std::string value) {
    const bool there =
        std::ranges::any_of(response.headers, [&](const auto& header) { return header.first == name; });
    if (!there) response.set(std::string{name}, std::move(value));
  };
  add("Content-Security-Policy", content_security_policy(request, config));
  add("X-Content-Type-Options", "nosniff");
  // no-referrer would make the Origin of the sign-in form `null`.
  add("Referrer-Policy", "same-origin");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (response.file.empty()) add("Cache-Control", "no-store");
}

}  // namespace heartlink::api
