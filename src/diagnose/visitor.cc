// SPDX-License-Identifier: Apache-2.0
#include "diagnose/visitor.h"

#include <utility>

#include <boost/json.hpp>

#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::diagnose {
namespace {

namespace json = boost::json;
using base::Code;

}  // namespace

bool succeeded(const Reply& reply) {
  const auto body = reply.status == 200 ? object_of(reply.body) : std::nullopt;
  const auto* success = body ? body->if_contains("success") : nullptr;
  return success != nullptr && success->is_bool() && success->get_bool();
}

Headers Visitor::headers() const {
  Headers headers{{"Accept", "application/json"}};
  if (!token_.empty()) headers.emplace_back("Authorization", "Bearer " + token_);
  if (auto cookies = cookies_.header(); !cookies.empty()) headers.emplace_back("Cookie", std::move(cookies));
  return headers;
}

Verdict Visitor::introduce(const Credentials& credentials) {
  const auto* person = std::get_if<PasswordOf>(&credentials);
  const auto* session = std::get_if<SessionOf>(&credentials);
  const auto* bearer = std::get_if<BearerOf>(&credentials);
  if (person != nullptr) {
    if (auto trouble = sign_in(*person)) return trouble;
  } else if (session != nullptr) {
    // Whether the server takes this for https decides which name it reads; over https either may be right.
    cookies_.put("sessionid", session->secret);
    if (secure_) cookies_.put("__Host-sessionid", session->secret);
  } else if (bearer != nullptr) {
    token_ = bearer->token;
  }
  if (auto trouble = ask_name(person != nullptr)) return trouble;
  if (bearer != nullptr && is_other(bearer->name))
    return Trouble{Code::wrong_credentials, "the token speaks for " + name_};
  if ((person != nullptr && is_other(person->name)) || (session != nullptr && is_other(session->name)))
    return lost_cookie("the session cookie answers for " + name_);
  return std::nullopt;
}

// As the page does it: the token of the cookie goes back in the header.
Verdict Visitor::sign_in(const PasswordOf& person) {
  const auto page = door_.ask("GET", "/users/login/", {{"Accept", "text/html"}}, {});
  if (page.has_error()) return page.error();
  if (page->status != 200) return trouble_of(*page);
  cookies_.keep(*page);
  const auto csrf = cookies_.value("csrftoken");
  if (csrf.empty()) return lost_cookie("no csrftoken came with GET /users/login/");

  const auto body = json::serialize(json::object{{"username", person.name}, {"password", person.password}});
  const auto answer = door_.ask("POST", "/users/login/", headers_with_token(), body);
  if (answer.has_error()) return answer.error();
  if (!succeeded(*answer)) return trouble_of(*answer);
  cookies_.keep(*answer);
  signed_in_ = true;
  if (cookies_.value("sessionid").empty() && cookies_.value("__Host-sessionid").empty())
    return lost_cookie("no session cookie came with POST /users/login/");
  return std::nullopt;
}

void Visitor::leave() {
  if (!std::exchange(signed_in_, false)) return;
  static_cast<void>(door_.ask("POST", "/users/api/logout/", headers_with_token(), "{}"));
}

Headers Visitor::headers_with_token() const {
  auto all = headers();
  all.emplace_back("Content-Type", "application/json");
  all.emplace_back("X-CSRFToken", cookies_.value("csrftoken"));
  return all;
}

Verdict Visitor::ask_name(bool just_signed_in) {
  const auto answer = door_.ask("GET", "/users/api/session-status/", headers(), {});
  if (answer.has_error()) return answer.error();
  if (!succeeded(*answer)) {
    auto trouble = trouble_of(*answer);
    if (!just_signed_in || trouble.error.code != Code::login_required) return trouble;
    return lost_cookie("GET /users/api/session-status/ does not know the session cookie");
  }
  const auto body = object_of(answer->body);
  const auto* data = body->if_contains("data");
  if (data == nullptr || !data->is_object()) return trouble_of(*answer);
  name_ = text_at(data->get_object(), "username");
  return std::nullopt;
}

Trouble Visitor::lost_cookie(std::string_view what) const {
  std::string detail{what};
  if (cookies_.dropped_secure())
    detail += "; the server sets Secure cookies, as if this were https, and a browser drops them on http";
  return {Code::cookie_lost, detail};
}

bool Visitor::is_other(std::string_view name) const {
  if (name.empty() || !base::is_valid_utf8(name)) return false;
  return base::folded(name) != base::folded(name_);
}

}  // namespace heartlink::diagnose
