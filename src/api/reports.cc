// SPDX-License-Identifier: Apache-2.0
// Somebody reports another person of a room. No answer of this address names that person.

#include <prometheus/counter.h>
#include <boost/json.hpp>

#include "account/usernames.h"
#include "api/ask.h"
#include "api/body.h"
#include "base/log.h"
#include "chat/report_person.h"
#include "protocol/room_name.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;

prometheus::Counter& counter_of(const Services& services, std::string_view reason) {
  return services.metrics.counter("heartlink_reports_total", "Reports that came in, by reason",
                                  "reason=" + std::string{reason});
}

// The text that people wrote is not logged.
void note_arrival(const Services& services, const chat::ReportOrder& order, std::int64_t id) {
  counter_of(services, order.reason).Increment();
  base::log::info("report",
                  {{"id", std::to_string(id)}, {"room", order.room.value}, {"reason", order.reason}});
}

base::Result<chat::ReportOrder> order_in(const protocol::Request& request) {
  const auto body = Body::read_json(request);
  if (body.has_error()) return body.error();
  auto room = protocol::parse_room_id(body->text("room_id"));
  if (room.has_error()) return room.error();
  chat::ReportOrder order;
  order.room = std::move(*room);
  order.reason = body->text("reason");
  order.note = body->text("note");
  if (const auto username = body->find("username")) order.subject_key = account::username_key(*username);
  return order;
}

void report(const Ask& ask) {
  const auto order = order_in(ask.request());
  if (order.has_error()) return ask.refuse(order.error());
  const auto& services = ask.services();
  auto filed = ask.answering<std::int64_t>([&services, order = *order](std::int64_t id) {
    note_arrival(services, order, id);
    return json::object{{"report_id", id}};
  });
  chat::ReportPerson{{services.store.reports(), services.registry, services.clock, services.config.limits}}
      .run(*order, ask.user(), std::move(filed));
}

}  // namespace

void add_reports(Routes& routes, const Services& services) {
  for (const auto reason : model::report_reasons) counter_of(services, reason);  // shown from the start
  routes.add("POST", "/tools/api/reports/", asked(services, report));
}

}  // namespace heartlink::api
