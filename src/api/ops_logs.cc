// SPDX-License-Identifier: Apache-2.0
// The two logs that staff reads: refused sockets, and what operators did.
#include "api/operator_shapes.h"
#include "api/ops.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using Acts = std::vector<model::Act>;
using Handshakes = std::vector<model::Handshake>;

// The log gives no more than a page at a time: a full one may be the last, and the next is empty then.
void show_handshakes(const Ask& ask) {
  diagnose::HandshakeLog::Query query;
  query.limit = diagnose::HandshakeLog::rows_per_page;
  query.before = ask.request().parameter("before");
  const auto shape = [](const Handshakes& handshakes) {
    json::array rows;
    for (const auto& handshake : handshakes) rows.push_back(with_nulls(handshake_row(handshake)));
    const bool is_full = rows.size() == diagnose::HandshakeLog::rows_per_page;
    json::value next = is_full ? rows.back().at("id") : json::value(nullptr);
    json::object page{{"handshakes", std::move(rows)}};
    page["next"] = std::move(next);
    return page;
  };
  ask.services().handshakes.latest(std::move(query), ask.answering<Handshakes>(shape));
}

void show_audit(const Ask& ask) {
  const auto before = before_in(ask.request());
  if (before.has_error()) return ask.refuse(before.error());
  const auto shape = [](const Acts& acts) {
    return ops_page("acts", acts, [](const model::Act& act) { return with_nulls(act_row(act)); });
  };
  ask.services().store.audit().list(*before, ops_rows_max + 1, ask.answering<Acts>(shape));
}

}  // namespace

void add_ops_logs(Routes& routes, const Services& services) {
  routes.add("GET", "/tools/api/ops/handshakes/", for_staff(services, show_handshakes));
  routes.add("GET", "/tools/api/ops/audit/", for_staff(services, show_audit));
}

}  // namespace heartlink::api
