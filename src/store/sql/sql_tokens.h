// SPDX-License-Identifier: Apache-2.0
// The TokenStore over SQL.
#pragma once

#include "store/sql/engine.h"
#include "store/token_store.h"

namespace heartlink::store::sql {

class SqlTokens final : public TokenStore {
 public:
  explicit SqlTokens(const Engine& engine) : engine_(engine) {}

  void create_token(NewToken token, base::Done<bool> done) override;
  void find_token(std::string secret_hash, base::Done<model::Principal> done) override;
  void list_tokens(std::optional<model::UserId> user, std::string after, std::uint32_t limit,
                   base::Done<std::vector<TokenRow>> done) override;
  void revoke_token(std::string id, base::Done<bool> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
