// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/resources.h"

namespace heartlink::api {

Handler signed_in(const Services& services, WithPerson next) {
  return [&services, next = std::move(next)](const protocol::SharedRequest& request,
                                             const Arguments& arguments, const protocol::Respond& respond) {
    base::Done<model::Principal> found;
    found.on = &services.worker;
    found.call = [&services, request, arguments, respond,
                  next](const base::Result<model::Principal>& person) {
      if (person.has_error()) return respond(refusal(person.error()));
      services.registry.touch(person.value().user.id, services.clock);
      next(request, arguments, person.value(), respond);
    };
    services.authenticate.run(*request, std::move(found));
  };
}

Handler anybody(const Services& services, WithVisitor next) {
  return [&services, next = std::move(next)](const protocol::SharedRequest& request,
                                             const Arguments& arguments, const protocol::Respond& respond) {
    base::Done<model::Principal> found;
    found.on = &services.worker;
    found.call = [request, arguments, respond, next](const base::Result<model::Principal>& person) {
      const bool outage = person.has_error() && person.error().code != base::Code::login_required;
      if (outage) return respond(refusal(person.error()));
      next(*request, arguments, person, respond);
    };
    services.authenticate.run(*request, std::move(found));
  };
}

}  // namespace heartlink::api
