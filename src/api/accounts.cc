// SPDX-License-Identifier: Apache-2.0
// Signing in and out, as a form or as JSON (protocol.md §1), and how long the session lasts.
#include <boost/json.hpp>

#include "account/origin.h"
#include "account/visit.h"
#include "api/answers.h"
#include "api/body.h"
#include "api/cookies.h"
#include "api/resources.h"
#include "api/welcome.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Result;
using protocol::Respond;
using protocol::SharedRequest;

void sign_in(const Services& services, const SharedRequest& request, const Respond& respond) {
  const auto body = Body::read(*request);
  if (body.has_error()) return respond(refusal(body.error()));
  account::Attempt attempt;
  attempt.name = body->text("username");
  attempt.password = body->text("password");
  attempt.visit = account::visit_of(*request);
  base::Done<account::SignedIn> done;
  done.on = &services.worker;
  done.call = [&services, request, respond](const Result<account::SignedIn>& session) {
    if (session.has_error()) return respond(turned_away(*request, session.error(), "/users/login/"));
    welcome(services, request, session.value(), respond);
  };
  services.sign_in.run(std::move(attempt), std::move(done));
}

// Ends the session of the cookie; signing out twice is no error.
void sign_out(const Services& services, const SharedRequest& request, const Respond& respond,
              protocol::Response goodbye) {
  base::Done<bool> done;
  done.on = &services.worker;
  done.call = [request, respond, goodbye = std::move(goodbye)](const Result<bool>& ended) {
    // The browser forgets it in any case, also when the store could not be told.
    const bool is_told = ended.has_error() && request->wants_json();
    auto response = is_told ? refusal(ended.error()) : goodbye;
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
          {"is_staff", person.user.staff},
          {"expiry_age", seconds},
          {"expiry_date", protocol::iso8601(person.expires_at)},
          {"expires_in_days", (seconds + day / 2) / day}};
}

// The contract's words, under both keys: old pages read `message`.
protocol::Response no_session() {
  auto body = refusal_body(base::fail(base::Code::login_required));
  constexpr std::string_view text = "用户未登录或session不可用";
  body["error"] = text;
  body["message"] = text;
  auto response = json_answer(401, body);
  response.refused = base::Code::login_required;
  return response;
}

void status(const Services& services, const SharedRequest& request, const Respond& respond) {
  base::Done<model::Principal> found;
  found.on = &services.worker;
  found.call = [&services, respond](const Result<model::Principal>& person) {
    if (person) {
      return respond(
          json_answer(200, {{"success", true}, {"data", session_shape(*person, services.clock.wall())}}));
    }
    const bool signed_out = person.error().code == base::Code::login_required;
    respond(signed_out ? no_session() : refusal(person.error()));
  };
  services.authenticate.run(*request, std::move(found));
}

protocol::Response extended(const Services& services, const protocol::Request& request) {
  const auto days = services.config.session_days;
  auto response = json_answer(200, {{"success", true},
                                    {"message", "Session已延长至" + std::to_string(days) + "天"},
                                    {"expires_in", std::int64_t{days} * 86'400}});
  set_session_cookie(response, request, account::session_of(request), days);
  return response;
}

// Looks the session up first: anybody can invent a secret, and a write is dear.
void extend(const Services& services, const SharedRequest& request, const Respond& respond) {
  const auto refuse = [respond](const base::Error& error) {
    respond(error.code == base::Code::login_required ? no_session() : refusal(error));
  };
  base::Done<model::Principal> done;
  done.on = &services.worker;
  done.call = [&services, request, respond, refuse](const Result<model::Principal>& person) {
    if (person.has_error()) return refuse(person.error());
    respond(extended(services, *request));
  };
  base::Done<model::Principal> found;
  found.on = &services.worker;
  found.call = [&services, refuse, done](const Result<model::Principal>& person) {
    if (person.has_error()) return refuse(person.error());
    services.sessions.extend(*person, done);
  };
  services.authenticate.run(*request, std::move(found));
}

}  // namespace

void add_accounts(Routes& routes, const Services& services) {
  routes.add("POST", "/users/login/", [&services](const auto& request, const auto&, const auto& respond) {
    sign_in(services, request, respond);
  });
  routes.add("POST", "/users/logout/", [&services](const auto& request, const auto&, const auto& respond) {
    auto goodbye = redirect("/");
    goodbye.set("X-Logout-Success", "true").set("X-Clear-Storage", "true");
    sign_out(services, request, respond, std::move(goodbye));
  });
  routes.add("POST", "/users/api/logout/",
             [&services](const auto& request, const auto&, const auto& respond) {
               auto goodbye = json_answer(200, {{"success", true},
                                                {"message", "登出成功，所有认证信息已清除"},
                                                {"clear_storage", true},
                                                {"redirect_url", "/"}});
               sign_out(services, request, respond, std::move(goodbye));
             });
  routes.add("GET", "/users/api/session-status/",
             [&services](const auto& request, const auto&, const auto& respond) {
               status(services, request, respond);
             });
  routes.add("POST", "/users/api/extend-session/",
             [&services](const auto& request, const auto&, const auto& respond) {
               extend(services, request, respond);
             });
}

}  // namespace heartlink::api
