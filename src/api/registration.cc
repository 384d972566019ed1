// SPDX-License-Identifier: Apache-2.0
// Making an account, as a form or as JSON (protocol.md §1). A form goes on to the sign-in page, as in the
// Django application; a program is signed in at once.
#include <boost/json.hpp>

#include "account/visit.h"
#include "api/answers.h"
#include "api/body.h"
#include "api/resources.h"
#include "api/welcome.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Result;

void registered(const Services& services, const protocol::SharedRequest& request,
                const account::Registered& made, const protocol::Respond& respond) {
  if (made.session) return welcome(services, request, *made.session, respond);
  const auto sign_in = "/users/login/?next=" + percent_encoded(destination(*request));
  if (!request->wants_json()) return respond(redirect(sign_in));
  // The account is there, but its session could not be opened: that is for its owner to try again.
  respond(json_answer(200, {{"success", true},
                            {"user", json::object{{"id", made.user.id.value}, {"username", made.user.name}}},
                            {"redirect", sign_in}}));
}

void register_person(const Services& services, const protocol::SharedRequest& request,
                     const protocol::Respond& respond) {
  const auto body = Body::read(*request);
  if (body.has_error()) return respond(refusal(body.error()));
  account::Registration wanted;
  wanted.name = body->text("username");
  wanted.password = body->text("password");
  wanted.password_again = body->find("password_confirm");
  wanted.visit = account::visit_of(*request);
  wanted.sign_in = request->wants_json();
  base::Done<account::Registered> done;
  done.on = &services.worker;
  done.call = [&services, request, respond](const Result<account::Registered>& made) {
    if (made.has_error()) return respond(turned_away(*request, made.error(), "/users/register/"));
    registered(services, request, made.value(), respond);
  };
  services.registration.run(std::move(wanted), std::move(done));
}

}  // namespace

void add_registration(Routes& routes, const Services& services) {
  routes.add("POST", "/users/register/", [&services](const auto& request, const auto&, const auto& respond) {
    register_person(services, request, respond);
  });
}

}  // namespace heartlink::api
