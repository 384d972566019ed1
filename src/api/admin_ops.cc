// SPDX-License-Identifier: Apache-2.0
#include "api/admin_ops.h"

namespace heartlink::api {

namespace json = boost::json;

AdminTools::AdminTools(const AdminCommands::Parts& p)
    : parts(p),
      create_user(p.store.users(), p.pool, p.random, p.cost),
      set_password(p.store.users(), p.pool, p.random, p.cost, p.bus),
      disable_user(p.store.users(), p.bus),
      moderate(p.store.users(), p.store.moderation(), p.bus),
      create_token(p.store.users(), p.store.tokens(), p.random),
      list_tokens(p.store.users(), p.store.tokens()),
      revoke_token(p.store.tokens(), p.bus) {}

void AdminAsk::refuse(const base::Error& error) const {
  on_->post([reply = reply_, body = admin_refusal(error)] { reply(body); });
}

void AdminAsk::answer(json::object body) const {
  body["ok"] = true;
  on_->post([reply = reply_, body = std::move(body)] { reply(body); });
}

bool AdminList::add(json::object row, json::value cursor) {
  const auto size = json::serialize(row).size() + json::serialize(cursor).size() + 1;
  cut_ = cut_ || (!rows_.empty() && bytes_ + size > bytes_max_);
  if (cut_) return false;
  bytes_ += size;
  rows_.emplace_back(std::move(row));
  cursor_ = std::move(cursor);
  return true;
}

json::object AdminList::finish(bool more) && {
  const bool has_next = cut_ || (more && !rows_.empty());
  json::object body{{name_, std::move(rows_)}};
  if (has_next) body["next"] = std::move(cursor_);
  return body;
}

}  // namespace heartlink::api
