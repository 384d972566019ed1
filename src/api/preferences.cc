// SPDX-License-Identifier: Apache-2.0
// What a person chose about himself: asked and set as a whole.

#include <boost/json.hpp>

#include "api/ask.h"
#include "api/body.h"

namespace heartlink::api {
namespace {

base::Done<model::Preferences> told(const Ask& ask) {
  return ask.answering<model::Preferences>([](const model::Preferences& chosen) {
    return boost::json::object{{"read_receipts", chosen.read_receipts}};
  });
}

void show(const Ask& ask) { ask.services().store.users().preferences(ask.user().id, told(ask)); }

void choose(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto read_receipts = body->choice("read_receipts");
  if (read_receipts.has_error()) return ask.refuse(read_receipts.error());
  model::Preferences chosen;
  chosen.read_receipts = *read_receipts;
  ask.services().store.users().set_preferences(ask.user().id, chosen, told(ask));
}

}  // namespace

void add_preferences(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/preferences/", asked(services, show));
  routes.add("POST", "/tools/api/preferences/", asked(services, choose));
}

}  // namespace heartlink::api
