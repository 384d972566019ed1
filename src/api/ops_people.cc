// SPDX-License-Identifier: Apache-2.0
// What staff takes back: a mute, and a disabled account.
#include "api/ops.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using Named = account::Moderate::Named;

base::Result<Named> named_in(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return body.error();
  return Named{ask.argument(), body->text("reason"), ask.user().name};
}

void unmute(const Ask& ask) {
  auto person = named_in(ask);
  if (person.has_error()) return ask.refuse(person.error());
  moderate(ask).unmute(std::move(*person), ask.answering<bool>([](bool) { return json::object{}; }));
}

void enable(const Ask& ask) {
  auto person = named_in(ask);
  if (person.has_error()) return ask.refuse(person.error());
  moderate(ask).enable(std::move(*person),
                       ask.answering<model::User>([](const model::User&) { return json::object{}; }));
}

}  // namespace

void add_ops_people(Routes& routes, const Services& services) {
  routes.add("POST", "/tools/api/ops/users/:username/unmute/", for_staff(services, unmute));
  routes.add("POST", "/tools/api/ops/users/:username/enable/", for_staff(services, enable));
}

}  // namespace heartlink::api
