// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_sessions.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "store/sql/query.h"
#include "store/sql/revoke.h"
#include "store/sql/sign_in.h"

namespace heartlink::store::sql {
namespace {

using base::Result;

// How many one person may have, the new one among them.
std::int64_t most_sessions(const base::Limits& limits) {
  return std::max<std::int64_t>(1, limits.sessions_per_user);
}

// Makes room for one more: what is over its time goes quietly, then the oldest over the bound.
void drop_surplus(WriteScope& scope, model::UserId user, std::int64_t most, Revocations& revoked) {
  Query{scope.connection, Dml::drop_expired_sessions, user.value, scope.now.us}.run();
  constexpr auto all = std::numeric_limits<std::int64_t>::max();
  Query oldest{scope.connection, Dml::drop_oldest_sessions, user.value, all, most - 1};
  while (oldest.row()) revoked.push_back(revoke_one(user, oldest.text(0)));
}

std::string password_of(WriteScope& scope, model::UserId user) {
  Query row{scope.connection, Dml::password_of, user.value};
  return row.row() ? row.text(0) : std::string{};
}

Result<model::Principal> open(WriteScope& scope, const NewSession& session, std::int64_t most,
                              Revocations& revoked) {
  auto owner = owner_of(scope.connection, session.user);
  if (!owner) return owner.error();
  if (!session.password_hash.empty() && session.password_hash != password_of(scope, session.user)) {
    return base::fail(base::Code::wrong_credentials, "the password changed meanwhile");
  }
  drop_surplus(scope, session.user, most, revoked);
  Query{scope.connection, Dml::insert_session,   Blob{session.secret_hash}, session.user.value,
        scope.now.us,     session.expires_at.us, session.address,           session.agent}
      .run();
  model::Principal principal;
  principal.user = std::move(owner.value());
  principal.expires_at = session.expires_at;
  principal.secret_hash = session.secret_hash;
  return principal;
}

void end_one(WriteScope& scope, const std::string& secret_hash, Revocations& revoked) {
  Query ended{scope.connection, Dml::end_session, Blob{secret_hash}};
  if (ended.row()) revoked.push_back(revoke_one({ended.integer(0)}, secret_hash));
}

void end_named(WriteScope& scope, const SessionsOf& which, Revocations& revoked) {
  const auto hashes = hashes_of(which.id);
  if (!hashes) return;
  Query ended{scope.connection,    Dml::end_named_session, which.user.value,
              Blob{hashes->first}, Blob{hashes->last},     Blob{which.except}};
  while (ended.row()) revoked.push_back(revoke_one(which.user, ended.text(0)));
}

std::uint32_t end(WriteScope& scope, const SessionsOf& which, Revocations& revoked) {
  if (which.secret_hash.empty() && which.id.empty()) {
    return end_sessions_of(scope, which.user, which.except, revoked);
  }
  if (!which.secret_hash.empty()) {
    end_one(scope, which.secret_hash, revoked);
  } else {
    end_named(scope, which, revoked);
  }
  return static_cast<std::uint32_t>(revoked.size());
}

}  // namespace

void SqlSessions::open_session(NewSession session, base::Done<model::Principal> done) {
  auto write = [session = std::move(session), most = most_sessions(engine_.limits)](
                   WriteScope& scope, Revocations& revoked) { return open(scope, session, most, revoked); };
  engine_.writer.submit(std::make_unique<RevokingJob<model::Principal>>(std::move(done), std::move(write)));
}

void SqlSessions::find_session(std::string secret_hash, base::Done<model::Principal> done) {
  auto read = [&engine = engine_, secret_hash = std::move(secret_hash)](Connection& connection) {
    return session_behind(connection, secret_hash, engine.clock.wall());
  };
  engine_.readers.ask<model::Principal>(std::move(done), std::move(read));
}

void SqlSessions::extend_session(std::string secret_hash, base::WallTime expires_at,
                                 base::Done<model::Principal> done) {
  auto write = [secret_hash = std::move(secret_hash), expires_at](WriteScope& scope) {
    auto principal = session_behind(scope.connection, secret_hash, scope.now);
    if (!principal) return principal;
    Query{scope.connection, Dml::extend_session, Blob{secret_hash}, expires_at.us}.run();
    principal->expires_at = expires_at;
    return principal;
  };
  engine_.writer.submit(std::make_unique<FunctionJob<model::Principal>>(std::move(done), std::move(write)));
}

void SqlSessions::end_sessions(SessionsOf which, base::Done<std::uint32_t> done) {
  auto write = [which = std::move(which)](WriteScope& scope, Revocations& revoked) -> Result<std::uint32_t> {
    return end(scope, which, revoked);
  };
  engine_.writer.submit(std::make_unique<RevokingJob<std::uint32_t>>(std::move(done), std::move(write)));
}

void SqlSessions::list_sessions(model::UserId user, base::Done<std::vector<SessionRow>> done) {
  auto read = [&engine = engine_, user](Connection& connection) -> Result<std::vector<SessionRow>> {
    std::vector<SessionRow> rows;
    Query row{connection, Dml::sessions_of, user.value, engine.clock.wall().us, most_sessions(engine.limits)};
    while (row.row()) {
      auto& session = rows.emplace_back();
      session.secret_hash = row.text(0);
      session.id = sign_in_id(session.secret_hash);
      session.created_at = {row.integer(1)};
      session.expires_at = {row.integer(2)};
      session.address = row.text(3);
      session.agent = row.text(4);
    }
    return rows;
  };
  engine_.readers.ask<std::vector<SessionRow>>(std::move(done), std::move(read));
}

}  // namespace heartlink::store::sql
