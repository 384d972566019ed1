// SPDX-License-Identifier: Apache-2.0
// Who waits for a match, and taking somebody out of the line. What number somebody typed is told to nobody.
#include "api/ops.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using base::Code;
using Queue = std::vector<store::QueuedTicket>;

constexpr std::uint32_t queue_rows_max = 200;

json::object ticket_row(const Ask& ask, const store::QueuedTicket& queued) {
  const auto& services = ask.services();
  const auto& ticket = queued.ticket;
  return {{"ticket_id", ticket.id.value},
          {"kind", model::word_of(ticket.kind)},
          {"user", queued.username},
          {"state", model::word_of(ticket.state)},
          {"since", protocol::iso8601(ticket.since)},
          {"expires_at", protocol::iso8601(ticket.expires_at)},
          {"live", services.registry.sight(ticket.user, services.clock.now()).live}};
}

void show_queue(const Ask& ask) {
  const auto shape = [ask](const Queue& queue) {
    json::array tickets;
    for (const auto& queued : queue) {
      if (tickets.size() < queue_rows_max) tickets.push_back(ticket_row(ask, queued));
    }
    return json::object{{"server_time", ask.services().clock.wall().ms()},
                        {"tickets", std::move(tickets)},
                        {"more", queue.size() > queue_rows_max}};
  };
  ask.services().store.matches().queue(queue_rows_max + 1, ask.answering<Queue>(shape));
}

void remove_ticket(const Ask& ask) {
  const auto body = Body::read_json(ask.request());
  if (body.has_error()) return ask.refuse(body.error());
  const auto ticket = body->number("ticket_id");
  if (ticket.has_error() || !*ticket) return ask.refuse(base::fail(Code::field_invalid, "ticket_id"));
  auto reason = account::checked_reason(body->text("reason"));
  if (reason.has_error()) return ask.refuse(reason.error());
  model::Act act;
  act.by = ask.user().name;
  act.act = "queue.remove";
  act.reason = std::move(*reason);
  ask.services().matchmaker.remove(model::TicketId{**ticket}, std::move(act),
                                   ask.answering<bool>([](bool) { return json::object{}; }));
}

}  // namespace

void add_ops_queue(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/ops/queue/", for_staff(services, show_queue));
  routes.add("POST", "/tools/api/ops/queue/remove/", for_staff(services, remove_ticket));
}

}  // namespace heartlink::api
