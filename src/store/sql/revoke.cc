// SPDX-License-Identifier: Apache-2.0
#include "store/sql/revoke.h"

#include <utility>

#include "store/sql/query.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

std::uint32_t delete_sessions(WriteScope& scope, model::UserId user, const std::string& except) {
  Query{scope.connection, Dml::end_sessions_of, user.value, Blob{except}}.run();
  return static_cast<std::uint32_t>(scope.connection.changes());
}

}  // namespace

model::Revocation revoke_one(model::UserId user, std::string secret_hash) {
  model::Revocation revocation;
  revocation.user = user;
  revocation.only = std::move(secret_hash);
  return revocation;
}

std::uint32_t end_sessions_of(WriteScope& scope, model::UserId user, const std::string& except,
                              Revocations& revoked) {
  auto& revocation = revoked.emplace_back();
  revocation.user = user;
  revocation.except = except;
  return delete_sessions(scope, user, except);
}

void end_all_of(WriteScope& scope, model::UserId user, Revocations& revoked) {
  auto& revocation = revoked.emplace_back();
  revocation.user = user;
  revocation.tokens = true;
  delete_sessions(scope, user, {});
}

base::Result<model::User> write_disabled(WriteScope& scope, model::UserId id, bool disabled,
                                         Revocations& revoked) {
  model::User user;
  {
    Query changed{scope.connection, Dml::set_disabled, id.value, disabled ? 1 : 0};
    if (!changed.row()) return base::fail(base::Code::user_not_found);
    user = user_of(changed);
  }
  if (disabled) end_all_of(scope, id, revoked);
  return user;
}

}  // namespace heartlink::store::sql
