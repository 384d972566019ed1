// SPDX-License-Identifier: Apache-2.0
// What an operator asks about matching: how many wait, and why somebody still does.
#include <utility>

#include "account/find_named.h"
#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "match/explain.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using match::Counts;
using match::Explanation;
using model::MatchKind;

json::object counts_shape(const Counts& counts, bool running) {
  json::array kinds;
  for (const auto kind : {MatchKind::number, MatchKind::heart}) {
    const auto& of = counts.kinds[static_cast<std::size_t>(kind)];
    kinds.push_back(json::object{{"kind", model::word_of(kind)},
                                 {"waiting", of.waiting},
                                 {"offered", of.offered},
                                 {"longest_ms", of.longest.count()}});
  }
  return {{"running", running}, {"kinds", std::move(kinds)}};
}

// What waits in the store while no server runs.
Counts stored_counts(const store::LiveTickets& live, base::WallTime now) {
  Counts counts;
  for (const auto& one : live.tickets) {
    auto& of = counts.kinds[static_cast<std::size_t>(one.ticket.kind)];
    if (one.ticket.state == model::TicketState::offered) {
      ++of.offered;
      continue;
    }
    ++of.waiting;
    const std::chrono::milliseconds waited{(now.us - one.ticket.since.us) / 1000};
    of.longest = std::max(of.longest, waited);
  }
  return counts;
}

void status(const AdminTools& tools, const json::object&, const AdminAsk& ask) {
  if (auto* matchmaker = tools.parts.matchmaker) {
    return matchmaker->counts(
        ask.answering<Counts>([](const Counts& counts) { return counts_shape(counts, true); }));
  }
  const auto now = tools.parts.clock.wall();
  tools.parts.store.matches().live(now,
                                   ask.answering<store::LiveTickets>([now](const store::LiveTickets& live) {
                                     return counts_shape(stored_counts(live, now), false);
                                   }));
}

json::object held_shape(const Explanation& told) {
  json::object held;
  for (std::size_t at = 0; at < told.held.size(); ++at) {
    const auto& one = told.held[at];
    if (one.count == 0) continue;
    json::object shape{{"count", one.count}, {"first_in_ms", nullptr}};
    if (one.first_in) shape["first_in_ms"] = one.first_in->count();
    held[match::word_of(static_cast<match::Rule>(at))] = std::move(shape);
  }
  return held;
}

json::object explanation_shape(const std::string& user, const Explanation& told) {
  json::object shape{{"user", user}, {"verdict", match::word_of(told.verdict)}, {"state", nullptr}};
  if (!told.state) return shape;
  shape["state"] = model::word_of(*told.state);
  shape["kind"] = model::word_of(told.kind);
  shape["ticket"] = told.ticket.value;
  shape["waited_ms"] = told.waited.count();
  shape["left_ms"] = told.left.count();
  shape["rests_ms"] = told.rests.count();
  shape["has_socket"] = told.has_socket;
  shape["is_live"] = told.is_live;
  shape["is_busy"] = told.is_busy;
  shape["place"] = told.place;
  shape["others"] = told.others;
  shape["absent"] = told.absent;
  shape["busy"] = told.busy;
  shape["ready"] = told.ready;
  shape["held"] = held_shape(told);
  return shape;
}

void explain(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto user = text_field(request, "user");
  if (!user) return ask.refuse(user.error());
  auto* matchmaker = tools.parts.matchmaker;
  if (matchmaker == nullptr) return ask.refuse(base::fail(base::Code::unavailable, "no server runs"));
  const auto look = [ask, matchmaker](const store::Credentials& person) {
    matchmaker->explain(person.user.id,
                        ask.answering<Explanation>([name = person.user.name](const Explanation& told) {
                          return explanation_shape(name, told);
                        }));
  };
  account::find_named(tools.parts.store.users(), *user, ask.then<store::Credentials>(look));
}

constexpr AdminOp ops[] = {{"match.status", status}, {"match.explain", explain}};

}  // namespace

std::span<const AdminOp> admin_match_ops() { return ops; }

}  // namespace heartlink::api
