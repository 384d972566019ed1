// SPDX-License-Identifier: Apache-2.0
#include "api/welcome.h"

#include <boost/json.hpp>

#include "account/origin.h"
#include "api/answers.h"
#include "api/cookies.h"
#include "protocol/errors.h"

namespace heartlink::api {

namespace json = boost::json;

namespace {

protocol::Response welcome_answer(const Services& services, const protocol::Request& request,
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

}  // namespace

void welcome(const Services& services, const protocol::SharedRequest& request,
             const account::SignedIn& session, const protocol::Respond& respond) {
  auto answer = welcome_answer(services, *request, session);
  const auto old = account::session_of(*request);
  if (old.empty()) return respond(std::move(answer));
  base::Done<bool> ended;
  ended.on = &services.worker;
  ended.call = [respond, answer = std::move(answer)](const base::Result<bool>&) { respond(answer); };
  services.sessions.end(old, std::move(ended));
}

protocol::Response turned_away(const protocol::Request& request, const base::Error& error,
                               std::string_view page) {
  if (request.wants_json()) return refusal(error);
  auto response = redirect(std::string{page} + "?error=" + std::string{protocol::error_row(error.code).name} +
                           "&next=" + percent_encoded(destination(request)));
  response.refused = error.code;
  return response;
}

}  // namespace heartlink::api
