// SPDX-License-Identifier: Apache-2.0
#include "api/front_door.h"

#include <algorithm>
#include <array>

#include <prometheus/counter.h>
#include <boost/json.hpp>

#include "account/origin.h"
#include "api/answers.h"
#include "api/resources.h"
#include "api/security_headers.h"
#include "protocol/errors.h"

namespace heartlink::api {
namespace {

using base::Code;
using protocol::Request;
using protocol::Response;

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

// A program asks an API, a person opens a page. Below /users/ no page is missing that people could look for,
// but old pages ask there for what we do not serve.
bool is_api(const Request& request) {
  constexpr std::array programs{"/content/api/", "/tools/api/",        "/users/",
                                "/ws/",          "/tools/video-chat/", "/tools/multi-video"};
  return request.wants_json() ||
         std::ranges::any_of(programs, [&](const char* start) { return request.path.starts_with(start); });
}

std::string form_token(const Request& request) {
  if (!request.header("content-type").starts_with("application/x-www-form-urlencoded")) return {};
  for (auto& [name, value] : protocol::parse_form(request.body)) {
    if (name == "csrfmiddlewaretoken") return std::move(value);
  }
  return {};
}

std::string with_slash(const Request& request) {
  const auto query = request.target.substr(request.path.size());
  return request.path + "/" + query;
}

}  // namespace

FrontDoor::FrontDoor(Services services)
    : services_(std::move(services)), server_errors_(diagnose::server_errors(services_.metrics)) {
  for (const auto& row : protocol::error_rows()) {
    refusals_.push_back(&services_.metrics.counter("heartlink_refusals_total", "Requests refused, by code",
                                                   "code=" + std::string{row.name}));
  }
  add_health(routes_, services_);
  add_site(routes_, services_);
  add_pages(routes_, services_);
  add_room_pages(routes_, services_);
  add_accounts(routes_, services_);
  add_registration(routes_, services_);
  add_sessions(routes_, services_);
  add_preferences(routes_, services_);
  add_messages(routes_, services_);
  add_posting(routes_, services_);
  add_participants(routes_, services_);
  add_people(routes_, services_);
  add_reports(routes_, services_);
  add_consent(routes_, services_);
  add_rooms(routes_, services_);
  add_active_rooms(routes_, services_);
  add_number_match(routes_, services_);
  add_heart_match(routes_, services_);
  add_members(routes_, services_);
  add_notifications(routes_, services_);
  add_calls(routes_, services_);
  add_ops(routes_, services_);
  add_admission(routes_, services_);
}

void FrontDoor::handle(const protocol::SharedRequest& request, protocol::Respond respond) const {
  route(request, [this, request, respond = std::move(respond)](Response response) {
    finish(response, *request);
    respond(std::move(response));
  });
}

// The last thing that happens to every answer.
void FrontDoor::finish(Response& response, const Request& request) const {
  if (response.status >= 500) server_errors_.Increment();
  if (response.refused) refusals_[static_cast<std::size_t>(*response.refused)]->Increment();
  put_on_theme(response, request, services_.has_file);
  add_security_headers(response, request, services_.config);
}

void FrontDoor::route(const protocol::SharedRequest& request, const protocol::Respond& respond) const {
  const auto found = routes_.find(*request);
  if (found.handler != nullptr) {
    // `//host` in a Location would leave this site.
    if (found.add_slash && account::is_same_site_path(request->path))
      return respond(redirect(with_slash(*request), true));
    if (!is_safe(request->method)) {
      const auto passed = account::check_csrf(*request, form_token(*request), services_.config);
      if (passed.has_error()) return respond(refusal(passed.error()));
    }
    return (*found.handler)(request, found.arguments, respond);
  }
  if (!found.allow.empty()) {
    const auto error = base::fail(Code::method_not_allowed);
    auto response = found.wrong_method.empty() ? refusal(error) : refusal_with(error, found.wrong_method);
    return respond(std::move(response.set("Allow", found.allow)));
  }
  if (is_safe(request->method) && services_.has_file(request->path) && !is_shell(request->path)) {
    Response response;
    response.file = request->path;
    return respond(std::move(response));
  }
  if (is_api(*request)) return respond(refusal(base::fail(Code::not_found)));
  respond(shell(404));
}

Response FrontDoor::malformed(std::uint16_t status, std::string_view reason) const {
  const auto code = status == 413 ? Code::body_too_large : Code::request_invalid;
  auto body = refusal_body(base::fail(code));
  body["detail"] = reason;
  auto response = json_answer(status, body);
  response.close = true;
  response.refused = code;
  finish(response, Request{});
  return response;
}

Response FrontDoor::refused(const Request& request, const base::Error& error, const std::string& diagnosis_id,
                            bool to_owner) const {
  auto response = admission_refusal(request, error, diagnosis_id, to_owner);
  if (response.status == 426) response.set("Upgrade", "websocket").set("Sec-WebSocket-Version", "13");
  finish(response, request);
  return response;
}

}  // namespace heartlink::api
