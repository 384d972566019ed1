// SPDX-License-Identifier: Apache-2.0
#include "api/cookies.h"

#include <fmt/format.h>

#include "base/crypto.h"

namespace heartlink::api {
namespace {

constexpr std::uint32_t day_seconds = 86'400;
constexpr std::uint32_t csrf_days = 365;

void set_cookie(protocol::Response& response, const protocol::Request& request, std::string_view name,
                std::string_view value, std::uint32_t seconds, bool script_may_read) {
  response.set("Set-Cookie",
               fmt::format("{}={}; Path=/; Max-Age={}; SameSite=Lax{}{}", name, value, seconds,
                           script_may_read ? "" : "; HttpOnly", request.secure ? "; Secure" : ""));
}

std::string_view session_name(const protocol::Request& request) {
  return request.secure ? "__Host-sessionid" : "sessionid";
}

}  // namespace

protocol::Response with_csrf_cookie(protocol::Response response, const protocol::Request& request,
                                    base::Random& random) {
  if (!request.cookie("csrftoken").empty()) return response;
  const auto token = base::base64url(random.bytes(24));
  set_cookie(response, request, "csrftoken", token, csrf_days * day_seconds, true);
  return response;
}

void set_session_cookie(protocol::Response& response, const protocol::Request& request,
                        std::string_view secret, std::uint32_t days) {
  set_cookie(response, request, session_name(request), secret, days * day_seconds, false);
}

void clear_session_cookie(protocol::Response& response, const protocol::Request& request) {
  set_cookie(response, request, session_name(request), "", 0, false);
}

}  // namespace heartlink::api
