// SPDX-License-Identifier: Apache-2.0
// How the server is doing, in figures. What was not measured is null.
#include "api/ops.h"
#include "base/version.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using diagnose::Figures;
using match::Counts;

json::value delivery_shape(const std::optional<diagnose::Quantiles>& delivery) {
  if (!delivery) return nullptr;
  return json::object{{"p50", delivery->p50}, {"p99", delivery->p99}};
}

json::object waiting_shape(const Counts& counts) {
  json::object shape;
  for (const auto kind : {model::MatchKind::number, model::MatchKind::heart})
    shape[model::word_of(kind)] = counts.kinds[static_cast<std::size_t>(kind)].waiting;
  return shape;
}

json::object overview_shape(const Ask& ask, const Figures& figures) {
  const auto& services = ask.services();
  const auto crowd = services.registry.crowd(services.clock.now());
  json::object shape{{"server_time", services.clock.wall().ms()},
                     {"version", base::version()},
                     {"started_at", protocol::iso8601(figures.started_at)},
                     {"uptime_seconds", figures.uptime.count()},
                     {"online", crowd.people},
                     {"connections", figures.connections},
                     {"active_rooms", crowd.rooms},
                     {"messages_per_minute", figures.messages_per_minute},
                     {"errors_per_minute", figures.errors_per_minute}};
  shape["delivery_ms"] = delivery_shape(figures.delivery);
  shape["memory_bytes"] =
      figures.memory_bytes == 0 ? json::value(nullptr) : json::value(figures.memory_bytes);
  return shape;
}

void overview(const Ask& ask) {
  ask.services().pulse.figures(ask.then<Figures>([ask](const Figures& figures) {
    ask.services().matchmaker.counts(ask.then<Counts>([ask, figures](const Counts& counts) {
      const auto shape = [ask, figures, counts](std::uint32_t open_reports) {
        auto body = overview_shape(ask, figures);
        body["waiting"] = waiting_shape(counts);
        body["open_reports"] = open_reports;
        return body;
      };
      ask.services().store.reports().count_open(ask.answering<std::uint32_t>(shape));
    }));
  }));
}

}  // namespace

void add_ops_overview(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/ops/overview/", for_staff(services, overview));
}

}  // namespace heartlink::api
