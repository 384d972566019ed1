// SPDX-License-Identifier: Apache-2.0
// What an operator does with the sign-ins of a person: list them, end one or all.
#include <algorithm>
#include <utility>

#include "account/find_named.h"
#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using Rows = std::vector<store::SessionRow>;

// The sessions behind the one that the page before ended with; if that has gone meanwhile, from the first.
json::object session_page(const AdminTools& tools, const Rows& sessions, const std::string& after) {
  auto at = std::ranges::find(sessions, after, &store::SessionRow::id);
  at = at == sessions.end() ? sessions.begin() : std::next(at);
  AdminList list{"sessions", tools.parts.config.limits.admin_request_bytes};
  std::uint32_t rows = 0;
  for (; at != sessions.end() && rows < admin_rows_max; ++at, ++rows) {
    const json::object row{{"id", at->id},
                           {"created_at", protocol::iso8601(at->created_at)},
                           {"expires_at", protocol::iso8601(at->expires_at)},
                           {"address", at->address},
                           {"agent", at->agent}};
    if (!list.add(row, json::string(at->id))) break;
  }
  return std::move(list).finish(at != sessions.end());
}

void list_sessions(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto user = text_field(request, "user");
  if (!user) return ask.refuse(user.error());
  const auto after = optional_text(request, "after");
  if (!after) return ask.refuse(after.error());
  const auto list = [&tools, ask, after = *after](const store::Credentials& person) {
    const auto shape = [&tools, after](const Rows& sessions) { return session_page(tools, sessions, after); };
    tools.parts.sessions.list(person.user.id, ask.answering<Rows>(shape));
  };
  account::find_named(tools.parts.store.users(), *user, ask.then<store::Credentials>(list));
}

void revoke_sessions(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto user = text_field(request, "user");
  if (!user) return ask.refuse(user.error());
  const auto id = optional_text(request, "id");
  if (!id) return ask.refuse(id.error());
  const auto revoke = [&tools, ask, id = *id](const store::Credentials& person) {
    const auto shape = [name = person.user.name](std::uint32_t ended) {
      return json::object{{"user", name}, {"ended", ended}};
    };
    const auto& sessions = tools.parts.sessions;
    if (id.empty()) return sessions.end_all(person.user.id, ask.answering<std::uint32_t>(shape));
    sessions.end_one(person.user.id, id, ask.answering<bool>([shape](bool) { return shape(1); }));
  };
  account::find_named(tools.parts.store.users(), *user, ask.then<store::Credentials>(revoke));
}

constexpr AdminOp ops[] = {{"session.list", list_sessions}, {"session.revoke", revoke_sessions, "user"}};

}  // namespace

std::span<const AdminOp> admin_session_ops() { return ops; }

}  // namespace heartlink::api
