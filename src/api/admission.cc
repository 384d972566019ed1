// SPDX-License-Identifier: Apache-2.0
// A browser cannot read why its socket was refused; it asks here and gets the same checks, with nothing
// created.
#include <boost/json.hpp>

#include "api/answers.h"
#include "api/resources.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

// The news of the last socket stands beside the answer, whatever the answer is.
protocol::Response admission_answer(const protocol::Request& request, const AdmissionAnswer& answer) {
  auto response = answer.error
                      ? admission_refusal(request, *answer.error, answer.diagnosis_id, answer.to_owner)
                      : json_answer(200, {{"success", true}});
  if (!answer.last_refusal) return response;
  const auto& last = *answer.last_refusal;
  auto body = json::parse(response.body).as_object();
  body["last_refusal"] =
      json::object{{"code", last.code}, {"diagnosis_id", last.id}, {"at", protocol::iso8601(last.at)}};
  response.body = json::serialize(body);
  return response;
}

}  // namespace

void add_admission(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/chat/:room/admission/",
             [&services](const protocol::SharedRequest& request, const Arguments& arguments,
                         const protocol::Respond& respond) {
               const auto origin = request->has_parameter("origin") ? request->parameter("origin")
                                                                    : request->header("origin");
               services.ask_admission(request, arguments.front(), origin,
                                      [request, respond](const AdmissionAnswer& answer) {
                                        respond(admission_answer(*request, answer));
                                      });
             });
}

}  // namespace heartlink::api
