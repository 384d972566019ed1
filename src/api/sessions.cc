// SPDX-License-Identifier: Apache-2.0
// A person's own sign-ins: where they are, ending them, and a new password, which ends all the others. Each
// answer comes after every worker has closed the sockets that it concerns.
#include <boost/json.hpp>

#include "account/visit.h"
#include "api/answers.h"
#include "api/body.h"
#include "api/cookies.h"
#include "api/resources.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Result;
using model::Principal;
using protocol::Respond;
using protocol::SharedRequest;
using SessionRows = std::vector<store::SessionRow>;

json::object session_shape(const store::SessionRow& row, const Principal& person) {
  return {{"id", row.id},
          {"current", row.secret_hash == person.secret_hash},
          {"created_at", protocol::iso8601(row.created_at)},
          {"expires_at", protocol::iso8601(row.expires_at)},
          {"address", row.address},
          {"agent", row.agent}};
}

void list(const Services& services, const Principal& person, const Respond& respond) {
  base::Done<SessionRows> done;
  done.on = &services.worker;
  done.call = [person, respond](const Result<SessionRows>& rows) {
    if (rows.has_error()) return respond(refusal(rows.error()));
    json::array sessions;
    for (const auto& row : rows.value()) sessions.push_back(session_shape(row, person));
    respond(json_answer(200, {{"success", true}, {"sessions", std::move(sessions)}}));
  };
  services.sessions.list(person.user.id, std::move(done));
}

// Answers how many ended.
base::Done<std::uint32_t> ended(const Services& services, const Respond& respond) {
  base::Done<std::uint32_t> done;
  done.on = &services.worker;
  done.call = [respond](const Result<std::uint32_t>& count) {
    respond(count.has_error() ? refusal(count.error())
                              : json_answer(200, {{"success", true}, {"ended", *count}}));
  };
  return done;
}

// `{id}` ends that one, `{others: true}` all but the one that asks. The id may stand in the query as well,
// since some clients send no body with DELETE.
void end(const Services& services, const SharedRequest& request, const Principal& person,
         const Respond& respond) {
  std::string id{request->parameter("id")};
  if (id.empty() && !request->body.empty()) {
    const auto body = Body::read(*request);
    if (body.has_error()) return respond(refusal(body.error()));
    if (body->flag("others")) return services.sessions.end_others(person, ended(services, respond));
    id = body->text("id");
  }
  if (id.empty()) return respond(refusal(base::fail(base::Code::field_invalid, "id or others")));
  base::Done<bool> done;
  done.on = &services.worker;
  done.call = [request, person, id, respond](const Result<bool>& result) {
    if (result.has_error()) return respond(refusal(result.error()));
    auto response = json_answer(200, {{"success", true}, {"ended", 1}});
    if (!person.bearer && id == store::session_id(person.secret_hash)) {
      clear_session_cookie(response, *request);
    }
    respond(std::move(response));
  };
  services.sessions.end_one(person.user.id, id, std::move(done));
}

void change_password(const Services& services, const SharedRequest& request, const Principal& person,
                     const Respond& respond) {
  const auto body = Body::read(*request);
  if (body.has_error()) return respond(refusal(body.error()));
  account::PasswordChange change;
  change.person = person;
  change.current = body->text("current_password");
  change.fresh = body->text("new_password");
  change.fresh_again = body->find("new_password_confirm");
  change.visit = account::visit_of(*request);
  services.change_password.run(std::move(change), ended(services, respond));
}

}  // namespace

void add_sessions(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/sessions/",
             signed_in(services, [&services](const auto&, const auto&, const auto& person,
                                             const auto& respond) { list(services, person, respond); }));
  routes.add(
      "DELETE", "/tools/api/sessions/",
      signed_in(services, [&services](const auto& request, const auto&, const auto& person,
                                      const auto& respond) { end(services, request, person, respond); }));
  routes.add("POST", "/users/api/password/",
             signed_in(services, [&services](const auto& request, const auto&, const auto& person,
                                             const auto& respond) {
               change_password(services, request, person, respond);
             }));
}

}  // namespace heartlink::api
