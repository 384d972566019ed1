// SPDX-License-Identifier: Apache-2.0
// An operator's look at the programs' access tokens, and their end. Called by `token list` and
// `token revoke`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/executor.h"
#include "bus/bus.h"
#include "store/token_store.h"
#include "store/user_store.h"

namespace heartlink::account {

class ListTokens {
 public:
  // Both outlive the last answer.
  ListTokens(store::UserStore& users, store::TokenStore& tokens) : users_(users), tokens_(tokens) {}

  // Of the person of this name, or of all when it is empty: the next `limit` after the id `after` (empty:
  // from the first). Errors: user_not_found (detail is the name), busy.
  void run(std::string user, std::string after, std::uint32_t limit,
           base::Done<std::vector<store::TokenRow>> done) const;

 private:
  store::UserStore& users_;
  store::TokenStore& tokens_;
};

class RevokeToken {
 public:
  // Both outlive the last answer.
  RevokeToken(store::TokenStore& tokens, bus::Bus& bus) : tokens_(tokens), bus_(bus) {}

  // Answers after every worker has closed the program's sockets. Errors: token_not_found (detail is the id),
  // busy, storage_full, unavailable.
  void run(std::string id, base::Done<bool> done) const;

 private:
  store::TokenStore& tokens_;
  bus::Bus& bus_;
};

}  // namespace heartlink::account
