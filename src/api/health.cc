// SPDX-License-Identifier: Apache-2.0
// For machines: does the process live, does it take work, what are its figures.
#include <boost/json.hpp>

#include "account/origin.h"
#include "api/answers.h"
#include "api/resources.h"
#include "base/version.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Lifecycle;

std::string_view name_of(Lifecycle::State state) {
  switch (state) {
    case Lifecycle::State::starting:
      return "starting";
    case Lifecycle::State::serving:
      return "serving";
    case Lifecycle::State::draining:
      return "draining";
  }
  return "unknown";
}

protocol::Response text(std::uint16_t status, std::string body) {
  protocol::Response response{status};
  response.set("Content-Type", "text/plain; charset=utf-8").set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

protocol::Response readiness(const Services& services, const protocol::Request& request) {
  const bool serving = services.lifecycle.serving();
  const bool writable = services.store.writable();
  const std::uint16_t status = serving && writable ? 200 : 503;
  if (!request.has_parameter("verbose")) return text(status, status == 200 ? "ready\n" : "not ready\n");
  const json::object checks{{"lifecycle", name_of(services.lifecycle.state())},
                            {"store", writable ? "writable" : "read_only"}};
  return json_answer(status, {{"success", status == 200}, {"version", base::version()}, {"checks", checks}});
}

}  // namespace

void add_health(Routes& routes, const Services& services) {
  routes.add("GET", "/livez",
             [](const auto&, const auto&, const auto& respond) { respond(text(200, "alive\n")); });
  routes.add("GET", "/readyz", [&services](const auto& request, const auto&, const auto& respond) {
    respond(readiness(services, *request));
  });
  // Figures are the owner's business: only this machine reads them, or a scraper beside the server.
  routes.add("GET", "/metrics", [&services](const auto& request, const auto&, const auto& respond) {
    if (!account::is_local(*request)) return respond(refusal(base::fail(base::Code::not_found)));
    auto response = text(200, services.metrics.expose());
    response.headers.front().second = "text/plain; version=0.0.4; charset=utf-8";
    respond(std::move(response));
  });
}

}  // namespace heartlink::api
