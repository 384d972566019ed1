// SPDX-License-Identifier: Apache-2.0
// What an operator does with the access tokens of programs: make one, which is shown this once, list them
// without their secrets, revoke one.
#include <utility>

#include "api/admin_fields.h"
#include "api/admin_ops.h"
#include "protocol/encode.h"

namespace heartlink::api {
namespace {

namespace json = boost::json;
using Rows = std::vector<store::TokenRow>;

void create_token(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto user = text_field(request, "user");
  if (!user) return ask.refuse(user.error());
  auto label = optional_text(request, "label");
  if (!label) return ask.refuse(label.error());

  account::TokenOrder order;
  order.user = std::move(*user);
  order.label = std::move(*label);
  tools.create_token.run(order, ask.answering<account::IssuedToken>([](const account::IssuedToken& issued) {
    return json::object{{"token", issued.token}, {"user", issued.user.name}};
  }));
}

json::object token_page(const AdminTools& tools, const Rows& tokens, std::uint32_t most) {
  AdminList list{"tokens", tools.parts.config.limits.admin_request_bytes};
  for (const auto& token : tokens) {
    const json::object row{{"id", token.id},
                           {"user", token.user},
                           {"label", token.label},
                           {"created_at", protocol::iso8601(token.created_at)}};
    if (!list.add(row, json::string(token.id))) break;
  }
  return std::move(list).finish(tokens.size() == most);
}

void list_tokens(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  auto user = optional_text(request, "user");
  if (!user) return ask.refuse(user.error());
  auto after = optional_text(request, "after");
  if (!after) return ask.refuse(after.error());
  const auto limit = optional_number(request, "limit", 1, admin_rows_max, admin_rows_max);
  if (!limit) return ask.refuse(limit.error());
  const auto most = static_cast<std::uint32_t>(*limit);
  const auto shape = [&tools, most](const Rows& tokens) { return token_page(tools, tokens, most); };
  tools.list_tokens.run(std::move(*user), std::move(*after), most, ask.answering<Rows>(shape));
}

void revoke_token(const AdminTools& tools, const json::object& request, const AdminAsk& ask) {
  const auto id = text_field(request, "id");
  if (!id) return ask.refuse(id.error());
  const auto shape = [id = *id](bool) { return json::object{{"id", id}}; };
  tools.revoke_token.run(*id, ask.answering<bool>(shape));
}

constexpr AdminOp ops[] = {{"token.create", create_token, "user"},
                           {"token.list", list_tokens},
                           {"token.revoke", revoke_token, "id"}};

}  // namespace

std::span<const AdminOp> admin_token_ops() { return ops; }

}  // namespace heartlink::api
