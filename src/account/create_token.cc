// SPDX-License-Identifier: Apache-2.0
#include "account/create_token.h"

#include <cstddef>
#include <utility>

#include "account/secrets.h"
#include "account/usernames.h"
#include "base/text.h"
#include "base/utf8.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t label_chars_max = 64;

// An operator is told which name is unknown.
base::Error named(base::Error error, const std::string& name) {
  if (error.code == Code::user_not_found) error.detail = name;
  return error;
}

// `label` is checked already.
void issue(store::SessionStore& sessions, base::Random& random, const model::User& user, std::string label,
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
  sessions.create_token(std::move(token), std::move(stored));
}

}  // namespace

void CreateToken::run(const TokenOrder& order, base::Done<IssuedToken> done) const {
  if (!base::is_valid_utf8(order.label) || base::code_points(order.label) > label_chars_max) {
    return done.post(base::fail(Code::field_invalid, "label: at most 64 characters of UTF-8"));
  }
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [&sessions = sessions_, &random = random_, name = order.user, label = order.label,
                done = std::move(done)](Result<store::Credentials> person) mutable {
    if (!person) return done.call(named(person.error(), name));
    if (person->user.disabled) return done.call(base::fail(Code::account_disabled, person->user.name));
    issue(sessions, random, person->user, std::move(label), std::move(done));
  };
  users_.find(username_key(order.user), std::move(found));
}

}  // namespace heartlink::account
