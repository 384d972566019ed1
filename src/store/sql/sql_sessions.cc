// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_sessions.h"

#include <memory>
#include <utility>

#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// The person who gets a new secret; somebody disabled gets none.
Result<model::User> owner_of(Connection& connection, model::UserId id) {
  auto user = find_user(connection, id);
  if (!user) return base::fail(Code::user_not_found);
  if (user->disabled) return base::fail(Code::account_disabled);
  return std::move(*user);
}

}  // namespace

void SqlSessions::open_session(NewSession session, base::Done<model::Principal> done) {
  auto write = [session = std::move(session)](WriteScope& scope) -> Result<model::Principal> {
    auto owner = owner_of(scope.connection, session.user);
    if (!owner) return owner.error();
    Query{scope.connection, Dml::drop_expired_sessions, session.user.value, scope.now.us}.run();
    Query{scope.connection,   Dml::insert_session, Blob{session.secret_hash},
          session.user.value, scope.now.us,        session.expires_at.us}
        .run();
    model::Principal principal;
    principal.user = std::move(owner.value());
    principal.expires_at = session.expires_at;
    return principal;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<model::Principal>>(std::move(done), std::move(write)));
}

void SqlSessions::find_session(std::string secret_hash, base::Done<model::Principal> done) {
  auto read = [&engine = engine_,
               secret_hash = std::move(secret_hash)](Connection& connection) -> Result<model::Principal> {
    Query row{connection, Dml::find_session, Blob{secret_hash}};
    if (!row.row()) return base::fail(Code::login_required);
    model::Principal principal;
    principal.user = user_of(row);
    principal.expires_at = {row.integer(5)};
    if (principal.user.disabled || principal.expires_at <= engine.clock.wall()) {
      return base::fail(Code::login_required);
    }
    return principal;
  };
  engine_.readers.ask<model::Principal>(std::move(done), std::move(read));
}

void SqlSessions::end_session(std::string secret_hash, base::Done<bool> done) {
  auto write = [secret_hash = std::move(secret_hash)](WriteScope& scope) -> Result<bool> {
    Query{scope.connection, Dml::end_session, Blob{secret_hash}}.run();
    return scope.connection.changes() > 0;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<bool>>(std::move(done), std::move(write)));
}

void SqlSessions::create_token(NewToken token, base::Done<bool> done) {
  auto write = [token = std::move(token)](WriteScope& scope) -> Result<bool> {
    auto owner = owner_of(scope.connection, token.user);
    if (!owner) return owner.error();
    Query{scope.connection, Dml::insert_token, Blob{token.secret_hash},
          token.user.value, token.label,       scope.now.us}
        .run();
    return true;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<bool>>(std::move(done), std::move(write)));
}

void SqlSessions::find_token(std::string secret_hash, base::Done<model::Principal> done) {
  auto read = [secret_hash = std::move(secret_hash)](Connection& connection) -> Result<model::Principal> {
    Query row{connection, Dml::find_token, Blob{secret_hash}};
    if (!row.row()) return base::fail(Code::login_required);
    model::Principal principal;
    principal.user = user_of(row);
    principal.bearer = true;
    if (principal.user.disabled) return base::fail(Code::login_required);
    return principal;
  };
  engine_.readers.ask<model::Principal>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
