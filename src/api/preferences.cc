// SPDX-License-Identifier: Apache-2.0
// What a person chose about himself: told as a whole, set by the keys that are named.

#include <utility>

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/body.h"

namespace heartlink::api {
namespace {

base::Done<model::Preferences> told(const Ask& ask) {
  return ask.answering<model::Preferences>([](const model::Preferences& chosen) {
    return boost::json::object{{"read_receipts", chosen.read_receipts},
                               {"rules_accepted", chosen.rules_accepted}};
  });
}

void show(const Ask& ask) { ask.services().store.users().preferences(ask.user().id, told(ask)); }

void choose(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  model::Choice choice;
  for (auto [name, value] : {std::pair{"read_receipts", &choice.read_receipts},
                             std::pair{"rules_accepted", &choice.rules_accepted}}) {
    if (!body->has(name)) continue;
    const auto named = body->choice(name);
    if (named.has_error()) return ask.refuse(named.error());
    *value = *named;
  }
  if (choice.is_empty()) return ask.refuse(base::fail(base::Code::field_invalid, "nothing is chosen"));
  ask.services().store.users().set_preferences(ask.user().id, choice, told(ask));
}

}  // namespace

void add_preferences(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/preferences/", asked(services, show));
  routes.add("POST", "/tools/api/preferences/", asked(services, choose));
}

}  // namespace heartlink::api
