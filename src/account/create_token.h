// SPDX-License-Identifier: Apache-2.0
// A new access token, with which a program speaks for a person. Called by the operator's `token create`.
#pragma once

#include <string>

#include "base/executor.h"
#include "base/random.h"
#include "model/user.h"
#include "store/token_store.h"
#include "store/user_store.h"

namespace heartlink::account {

struct TokenOrder {
  TokenOrder() = default;

  std::string user;   // a name, as typed
  std::string label;  // what it is for, at most 64 characters; may be empty
};

struct IssuedToken {
  IssuedToken() = default;

  std::string token;  // shown once, stored nowhere
  model::User user;
};

class CreateToken {
 public:
  // All of them outlive it; `random` is safe from every thread that asks.
  CreateToken(store::UserStore& users, store::TokenStore& tokens, base::Random& random)
      : users_(users), tokens_(tokens), random_(random) {}

  // Errors: field_invalid (the label), user_not_found (detail is the name), account_disabled, busy,
  // storage_full, unavailable.
  void run(const TokenOrder& order, base::Done<IssuedToken> done) const;

 private:
  store::UserStore& users_;
  store::TokenStore& tokens_;
  base::Random& random_;
};

}  // namespace heartlink::account
