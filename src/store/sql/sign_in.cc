// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sign_in.h"

#include <utility>

#include "base/crypto.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t id_bytes = 8;
constexpr std::size_t hash_bytes = 32;

std::optional<int> digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

}  // namespace

Result<model::User> owner_of(Connection& connection, model::UserId id) {
  auto user = find_user(connection, id);
  if (!user) return base::fail(Code::user_not_found);
  if (user->disabled) return base::fail(Code::account_disabled);
  return std::move(*user);
}

Result<model::Principal> session_behind(Connection& connection, std::string_view secret_hash,
                                        base::WallTime now) {
  Query row{connection, Dml::find_session, Blob{secret_hash}};
  if (!row.row()) return base::fail(Code::login_required);
  model::Principal principal;
  principal.user = user_of(row);
  principal.expires_at = {row.integer(5)};
  principal.secret_hash = secret_hash;
  if (principal.user.disabled || principal.expires_at <= now) return base::fail(Code::login_required);
  return principal;
}

Result<model::Principal> token_behind(Connection& connection, std::string_view secret_hash) {
  Query row{connection, Dml::find_token, Blob{secret_hash}};
  if (!row.row()) return base::fail(Code::login_required);
  model::Principal principal;
  principal.user = user_of(row);
  principal.bearer = true;
  principal.secret_hash = secret_hash;
  if (principal.user.disabled) return base::fail(Code::login_required);
  return principal;
}

std::string sign_in_id(std::string_view secret_hash) { return base::hex(secret_hash.substr(0, id_bytes)); }

std::optional<HashRange> hashes_of(std::string_view id) {
  if (id.size() != 2 * id_bytes) return std::nullopt;
  std::string prefix;
  for (std::size_t at = 0; at < id.size(); at += 2) {
    const auto high = digit_of(id[at]);
    const auto low = digit_of(id[at + 1]);
    if (!high || !low) return std::nullopt;
    prefix.push_back(static_cast<char>(*high * 16 + *low));
  }
  return HashRange{prefix, prefix + std::string(hash_bytes - id_bytes, '\xff')};
}

}  // namespace heartlink::store::sql
