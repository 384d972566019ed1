// SPDX-License-Identifier: Apache-2.0
#include "account/manage_tokens.h"

#include <optional>
#include <utility>

#include "account/find_named.h"
#include "base/log.h"
#include "bus/confirmed.h"

namespace heartlink::account {

using base::Code;
using base::Result;

void ListTokens::run(std::string user, std::string after, std::uint32_t limit,
                     base::Done<std::vector<store::TokenRow>> done) const {
  if (user.empty()) return tokens_.list_tokens(std::nullopt, std::move(after), limit, std::move(done));
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [&tokens = tokens_, after = std::move(after), limit,
                done = std::move(done)](const Result<store::Credentials>& person) mutable {
    if (!person) return done.call(person.error());
    tokens.list_tokens(person->user.id, std::move(after), limit, std::move(done));
  };
  find_named(users_, std::move(user), std::move(found));
}

void RevokeToken::run(std::string id, base::Done<bool> done) const {
  base::Done<bool> revoked;
  revoked.on = done.on;
  revoked.call = [id, done = std::move(done)](Result<bool> result) {
    if (result) {
      base::log::info("token_revoked", {{"token", id}});
      return done.call(std::move(result));
    }
    base::Error error = result.error();
    if (error.code == Code::token_not_found) error.detail = id;
    done.call(std::move(error));
  };
  tokens_.revoke_token(std::move(id), bus::confirmed(bus_, std::move(revoked)));
}

}  // namespace heartlink::account
