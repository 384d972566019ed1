// SPDX-License-Identifier: Apache-2.0
// Signing in and out, as a form or as JSON (protocol.md §1), and how long the session lasts.
#include <boost/json.hpp>

#include "account/origin.h"
#include "api/answers.h"
#include "api/cookies.h"
#include "api/resources.h"
#include "protocol/encode.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using base::Result;
using protocol::Request;
using protocol::Respond;
using protocol::SharedRequest;

bool is_json(const Request& request) {
  return request.header("content-type").starts_with("application/json");
}

std::string text_at(const json::object& body, std::string_view key) {
  const auto* value = body.if_contains(key);
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string{*text} : std::string{};
}

Result<account::Attempt> attempt_of(const Request& request) {
  account::Attempt attempt;
  attempt.address = request.peer;
  if (is_json(request)) {
    boost::system::error_code error;
    const auto value = json::parse(request.body, error);
    const auto* body = error ? nullptr : value.if_object();
    if (body == nullptr) return base::fail(Code::invalid_json);
    attempt.name = text_at(*body, "username");
    attempt.password = text_at(*body, "password");
    return attempt;
  }
  for (auto& [name, value] : protocol::parse_form(request.body)) {
    if (name == "username") attempt.name = std::move(value);
    if (name == "password") attempt.password = std::move(value);
  }
  return attempt;
}

// A form gets its page again, which says what was wrong; a program gets the refusal.
protocol::Response sign_in_refusal(const Request& request, const base::Error& error) {
  if (request.wants_json()) return refusal(error);
  return redirect("/users/login/?error=" + std::string{protocol::error_row(error.code).name} +
                  "&next=" + percent_encoded(destination(request)));
}

protocol::Response welcome(const Services& services, const Request& request,
                           const account::SignedIn& session) {
  const auto& user = session.principal.user;
  auto response =
      request.wants_json()
          ? json_answer(200, {{"success", true},
                              {"user", json::object{{"id", user.id.value}, {"username", user.name}}},
                              {"redirect", destination(request)}})
          : redirect(destination(request));
  set_session_cookie(response, request, session.secret, services.config.session_days);
  return response;
}

void sign_in(const Services& services, const SharedRequest& request, const Respond& respond) {
  auto attempt = attempt_of(*request);
  if (attempt.has_error()) return respond(refusal(attempt.error()));
  base::Done<account::SignedIn> done;
  done.on = &services.worker;
  done.call = [&services, request, respond](const Result<account::SignedIn>& session) {
    respond(session.has_error() ? sign_in_refusal(*request, session.error())
                                : welcome(services, *request, session.value()));
  };
  services.sign_in.run(std::move(attempt.value()), std::move(done));
}

// Ends the session of the cookie; signing out twice is no error.
void sign_out(const Services& services, const SharedRequest& request, const Respond& respond,
              protocol::Response goodbye) {
  base::Done<bool> done;
  done.on = &services.worker;
  done.call = [request, respond, goodbye = std::move(goodbye)](const Result<bool>& ended) {
    if (ended.has_error()) return respond(refusal(ended.error()));
    auto response = goodbye;
    clear_session_cookie(response, *request);
    respond(std::move(response));
  };
  services.sessions.end(account::session_of(*request), std::move(done));
}

json::object session_shape(const model::Principal& person, base::WallTime now) {
  constexpr std::int64_t day = 86'400;
  const auto seconds = person.expires_at.us == 0 ? 0 : person.expires_at.seconds() - now.seconds();
  return {{"user_id", person.user.id.value},
          {"username", person.user.name},
          {"is_authenticated", true},
          {"expiry_age", seconds},
          {"expiry_date", protocol::iso8601(person.expires_at)},
          {"expires_in_days", (seconds + day / 2) / day}};
}

}  // namespace

void add_accounts(Routes& routes, const Services& services) {
  routes.add("POST", "/users/login/", [&services](const auto& request, const auto&, const auto& respond) {
    sign_in(services, request, respond);
  });
  routes.add("POST", "/users/logout/", [&services](const auto& request, const auto&, const auto& respond) {
    sign_out(services, request, respond, redirect("/"));
  });
  routes.add("POST", "/users/api/logout/",
             [&services](const auto& request, const auto&, const auto& respond) {
               auto goodbye = json_answer(200, {{"success", true},
                                                {"message", "登出成功，所有认证信息已清除"},
                                                {"clear_storage", true},
                                                {"redirect_url", "/"}});
               sign_out(services, request, respond, std::move(goodbye));
             });
  routes.add(
      "GET", "/users/api/session-status/",
      signed_in(services, [&services](const auto&, const auto&, const auto& person, const auto& respond) {
        respond(
            json_answer(200, {{"success", true}, {"data", session_shape(person, services.clock.wall())}}));
      }));
}

}  // namespace heartlink::api
