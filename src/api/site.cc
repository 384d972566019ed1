// SPDX-License-Identifier: Apache-2.0
// What everybody may know of this site before signing in: whom to reach, and the rules that it is run by.
#include <boost/json.hpp>

#include "api/answers.h"
#include "api/resources.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

json::object facts_of(const base::Config& config) {
  return {{"success", true},
          {"contact", config.site_contact},
          {"help", config.site_help},
          {"filter", config.filter_action},
          {"aliases", config.match_aliases},
          {"match", json::object{{"wait_ms", config.match_wait.count()},
                                 {"confirm_ms", config.match_confirm.count()},
                                 {"absence_ms", config.match_absence.count()},
                                 {"history_ms", config.retention_match.count()}}}};
}

}  // namespace

void add_site(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/site/", [&services](const auto&, const auto&, const auto& respond) {
    respond(json_answer(200, facts_of(services.config)));
  });
}

}  // namespace heartlink::api
