// SPDX-License-Identifier: Apache-2.0
// The operator's look into the handshake log: the newest refused sockets, or one by the id that its visitor
// was shown.
#include <utility>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "api/operator_shapes.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using Rows = std::vector<model::Handshake>;

void ledger(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto limit = optional_number(request, "limit", 1, admin_rows_max, admin_rows_max);
  if (!limit) return ask.refuse(limit.error());
  auto before = optional_text(request, "before");
  if (!before) return ask.refuse(before.error());
  auto id = optional_text(request, "id");
  if (!id) return ask.refuse(id.error());

  diagnose::HandshakeLog::Query query;
  query.limit = static_cast<std::uint32_t>(*limit);
  query.before = std::move(*before);
  query.id = std::move(*id);
  const bool one = !query.id.empty();
  const auto shape = [&tools, one, most = query.limit](const Rows& handshakes) {
    AdminList list{"handshakes", tools.parts.config.limits.admin_request_bytes};
    for (const auto& handshake : handshakes) {
      if (!list.add(handshake_row(handshake), json::string(handshake.id))) break;
    }
    return std::move(list).finish(!one && handshakes.size() == most);
  };
  tools.parts.handshakes.latest(std::move(query), ask.answering<Rows>(shape));
}

constexpr AdminOp ops[] = {{"ledger", ledger}};

}  // namespace

std::span<const AdminOp> admin_ledger_ops() { return ops; }

}  // namespace heartlink::api
