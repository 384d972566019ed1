// SPDX-License-Identifier: Apache-2.0
// The ops page and the one place that knows who may see anything of it.
#include "api/ops.h"

#include "api/cookies.h"
#include "base/text.h"

namespace heartlink::api {
namespace {

using base::Code;

bool is_staff(const model::Principal& person) { return person.user.staff; }

// Whoever is no member of staff gets the shell as well, which says that this is not for him.
Handler ops_shell(const Services& services) {
  return anybody(services,
                 [&services](const auto& request, const auto&, const auto& person, const auto& respond) {
                   if (!person)
                     return respond(redirect("/users/login/?next=" + percent_encoded(request.target)));
                   const std::uint16_t status = is_staff(*person) ? 200 : 403;
                   respond(with_csrf_cookie(shell(status), request, services.random));
                 });
}

}  // namespace

Handler for_staff(const Services& services, void (*handle)(const Ask&)) {
  return signed_in(services, [&services, handle](const auto& request, const auto& arguments,
                                                 const auto& person, const auto& respond) {
    const Ask ask{services, request, arguments, person, respond, {}};
    if (!is_staff(person)) return ask.refuse(base::fail(Code::not_allowed));
    handle(ask);
  });
}

base::Result<std::int64_t> before_in(const protocol::Request& request) {
  const auto text = request.parameter("before");
  if (text.empty()) return 0;
  const auto id = base::whole_number(text);
  if (!id || *id < 1) return base::fail(Code::field_invalid, "before");
  return *id;
}

void add_ops(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/ops/", ops_shell(services));
  add_ops_overview(routes, services);
  add_ops_queue(routes, services);
  add_ops_reports(routes, services);
  add_ops_people(routes, services);
  add_ops_logs(routes, services);
}

}  // namespace heartlink::api
