// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_tokens.h"

#include <memory>
#include <utility>

#include "store/sql/query.h"
#include "store/sql/revoke.h"
#include "store/sql/sign_in.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

std::vector<TokenRow> rows_of(Query& row) {
  std::vector<TokenRow> rows;
  while (row.row()) {
    auto& token = rows.emplace_back();
    token.id = sign_in_id(row.view(0));
    token.user = row.text(1);
    token.label = row.text(2);
    token.created_at = {row.integer(3)};
  }
  return rows;
}

// `after` is the greatest hash that is not wanted.
std::vector<TokenRow> list(Connection& connection, std::optional<model::UserId> user,
                           const std::string& after, std::uint32_t limit) {
  if (user) {
    Query row{connection, Dml::tokens_of_after, Blob{after}, limit, user->value};
    return rows_of(row);
  }
  Query row{connection, Dml::tokens_after, Blob{after}, limit};
  return rows_of(row);
}

}  // namespace

void SqlTokens::create_token(NewToken token, base::Done<bool> done) {
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

void SqlTokens::find_token(std::string secret_hash, base::Done<model::Principal> done) {
  auto read = [secret_hash = std::move(secret_hash)](Connection& connection) {
    return token_behind(connection, secret_hash);
  };
  engine_.readers.ask<model::Principal>(std::move(done), std::move(read));
}

void SqlTokens::list_tokens(std::optional<model::UserId> user, std::string after, std::uint32_t limit,
                            base::Done<std::vector<TokenRow>> done) {
  auto read = [user, after = std::move(after),
               limit](Connection& connection) -> Result<std::vector<TokenRow>> {
    if (after.empty()) return list(connection, user, {}, limit);
    const auto hashes = hashes_of(after);
    if (!hashes) return std::vector<TokenRow>{};  // nothing comes after what is no id
    return list(connection, user, hashes->last, limit);
  };
  engine_.readers.ask<std::vector<TokenRow>>(std::move(done), std::move(read));
}

void SqlTokens::revoke_token(std::string id, base::Done<bool> done) {
  auto write = [id = std::move(id)](WriteScope& scope, Revocations& revoked) -> Result<bool> {
    const auto hashes = hashes_of(id);
    if (!hashes) return base::fail(Code::token_not_found);
    Query ended{scope.connection, Dml::revoke_token, Blob{hashes->first}, Blob{hashes->last}};
    while (ended.row()) revoked.push_back(revoke_one({ended.integer(1)}, ended.text(0)));
    if (revoked.empty()) return base::fail(Code::token_not_found);
    return true;
  };
  engine_.writer.submit(std::make_unique<RevokingJob<bool>>(std::move(done), std::move(write)));
}

}  // namespace heartlink::store::sql
