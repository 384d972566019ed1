// SPDX-License-Identifier: Apache-2.0
// The port of programs' access tokens. Secrets never reach it, only their SHA-256. Same promises as
// MessageStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/user.h"

namespace heartlink::store {

struct NewToken {
  NewToken() = default;

  std::string secret_hash;  // 32 bytes
  model::UserId user;
  std::string label;
};

struct TokenRow {
  TokenRow() = default;

  std::string id;  // 16 hexadecimal digits: the first 8 bytes of the hash
  std::string user;  // the name
  std::string label;
  base::WallTime created_at;
};

class TokenStore {
 public:
  virtual ~TokenStore() = default;

  // Errors: user_not_found, account_disabled, busy, storage_full, unavailable.
  virtual void create_token(NewToken token, base::Done<bool> done) = 0;

  // Errors: login_required, busy.
  virtual void find_token(std::string secret_hash, base::Done<model::Principal> done) = 0;

  // Of one person or of all, in the order of their ids, the next `limit` after the id `after` (empty: from
  // the first). Error: busy.
  virtual void list_tokens(std::optional<model::UserId> user, std::string after, std::uint32_t limit,
                           base::Done<std::vector<TokenRow>> done) = 0;

  // A Revocation is published before the answer. Errors: token_not_found, busy, storage_full, unavailable.
  virtual void revoke_token(std::string id, base::Done<bool> done) = 0;
};

}  // namespace heartlink::store
