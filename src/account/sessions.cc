// SPDX-License-Identifier: Apache-2.0
#include "account/sessions.h"

#include <utility>

#include "account/secrets.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::int64_t day_us = 86'400LL * 1'000'000;

}  // namespace

void Sessions::open(const model::User& user, base::Done<SignedIn> done) const {
  Secret secret = new_secret(random_);
  store::NewSession session;
  session.secret_hash = std::move(secret.hash);
  session.user = user.id;
  session.expires_at = base::WallTime{clock_.wall().us + days_ * day_us};

  base::Done<model::Principal> opened;
  opened.on = done.on;
  opened.call = [text = std::move(secret.text),
                 done = std::move(done)](Result<model::Principal> principal) mutable {
    if (!principal) return done.call(principal.error());
    SignedIn signed_in;
    signed_in.secret = std::move(text);
    signed_in.principal = std::move(*principal);
    done.call(std::move(signed_in));
  };
  store_.open_session(std::move(session), std::move(opened));
}

void Sessions::authenticate_cookie(std::string_view secret, base::Done<model::Principal> done) const {
  if (!is_secret(secret)) return done.post(base::fail(Code::login_required));
  store_.find_session(hash_of_secret(secret), std::move(done));
}

void Sessions::authenticate_bearer(std::string_view secret, base::Done<model::Principal> done) const {
  if (!is_secret(secret)) return done.post(base::fail(Code::login_required));
  store_.find_token(hash_of_secret(secret), std::move(done));
}

void Sessions::end(std::string_view secret, base::Done<bool> done) const {
  if (!is_secret(secret)) return done.post(false);
  store_.end_session(hash_of_secret(secret), std::move(done));
}

}  // namespace heartlink::account
