// SPDX-License-Identifier: Apache-2.0
// A browser cannot read why its socket was refused; it asks here and gets the same checks, with nothing
// created.
#include <boost/json.hpp>

#include "api/answers.h"
#include "api/resources.h"

namespace heartlink::api {

void add_admission(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/:room/admission/",
             [&services](const protocol::SharedRequest& request, const Arguments& arguments,
                         const protocol::Respond& respond) {
               const auto origin = request->parameter("origin");
               services.ask_admission(
                   request, arguments.front(), origin,
                   [respond](const std::optional<base::Error>& error, const std::string& id) {
                     respond(error ? admission_refusal(*error, id) : json_answer(200, {{"success", true}}));
                   });
             });
}

}  // namespace heartlink::api
