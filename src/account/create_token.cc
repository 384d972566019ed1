// SPDX-License-Identifier: Apache-2.0
#include "account/create_token.h"

#include <cstddef>
#include <utility>

#include "account/find_named.h"
#include "account/secrets.h"
#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t label_chars_max = 64;

// `label` is checked already.
void issue(store::TokenStore& tokens, base::Random& random, const model::User& user, std::string label,
           base::Done<IssuedToken> done) {
  Secret secret = new_secret(random);
  store::NewToken token;
  token.secret_hash = std::move(secret.hash);
  token.user = user.id;
  token.label = std::move(label);

  base::Done<bool> stored;
  stored.on = done.on;
  stored.call = [text = std::move(secret.text), user, done = std::move(done)](Result<bool> result) mutable {
    if (!result) return done.call(result.error());
    IssuedToken issued;
    issued.token = std::move(text);
    issued.user = std::move(user);
    done.call(std::move(issued));
  };
  tokens.create_token(std::move(token), std::move(stored));
}

}  // namespace

void CreateToken::run(const TokenOrder& order, base::Done<IssuedToken> done) const {
  if (!base::is_valid_utf8(order.label) || base::code_points(order.label) > label_chars_max) {
    return done.post(base::fail(Code::field_invalid, "label: at most 64 characters of UTF-8"));
  }
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [&tokens = tokens_, &random = random_, label = order.label,
                done = std::move(done)](Result<store::Credentials> person) mutable {
    if (!person) return done.call(person.error());
    if (person->user.disabled) return done.call(base::fail(Code::account_disabled, person->user.name));
    issue(tokens, random, person->user, std::move(label), std::move(done));
  };
  find_named(users_, order.user, std::move(found));
}

}  // namespace heartlink::account
