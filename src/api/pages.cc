// SPDX-License-Identifier: Apache-2.0
// The addresses of people. Every page is the same shell; who is not signed in goes to the sign-in page first
// and comes back through `next`.
#include <array>

#include "account/origin.h"
#include "api/answers.h"
#include "api/cookies.h"
#include "api/resources.h"

namespace heartlink::api {
namespace {

Handler page(const Services& services) {
  return anybody(services,
                 [&services](const auto& request, const auto&, const auto& person, const auto& respond) {
                   if (person.has_value())
                     return respond(with_csrf_cookie(shell(), request, services.random));
                   respond(redirect("/users/login/?next=" + percent_encoded(request.target)));
                 });
}

// A page with one button: no GET signs anybody out. Nobody wants to come back to it after signing in.
Handler sign_out_page(const Services& services) {
  return anybody(services,
                 [&services](const auto& request, const auto&, const auto& person, const auto& respond) {
                   if (person.has_value())
                     return respond(with_csrf_cookie(shell(), request, services.random));
                   respond(redirect("/users/login/?next=" + percent_encoded("/tools/chat/")));
                 });
}

// Who is signed in already goes where he wanted to go.
Handler door_page(const Services& services) {
  return anybody(services,
                 [&services](const auto& request, const auto&, const auto& person, const auto& respond) {
                   if (person.has_value()) return respond(redirect(destination(request)));
                   respond(with_csrf_cookie(shell(), request, services.random));
                 });
}

}  // namespace

void add_pages(Routes& routes, const Services& services) {
  routes.add("GET", "/",
             [](const auto&, const auto&, const auto& respond) { respond(redirect("/tools/chat/")); });
  routes.add("GET", "/users/login/", door_page(services));
  routes.add("GET", "/users/register/", door_page(services));
  routes.add("GET", "/users/logout/", sign_out_page(services));
  constexpr std::array pages{"/users/settings/",   "/tools/",
                             "/tools/chat/",       "/tools/number-match/",
                             "/tools/heart_link/", "/tools/chat/debug/:room/"};
  for (const auto* pattern : pages) routes.add("GET", pattern, page(services));
}

}  // namespace heartlink::api
