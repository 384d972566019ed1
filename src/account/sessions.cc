// SPDX-License-Identifier: Apache-2.0
#include "account/sessions.h"

#include <algorithm>
#include <utility>

#include "account/secrets.h"
#include "base/log.h"
#include "bus/confirmed.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

constexpr std::int64_t day_us = 86'400LL * 1'000'000;
constexpr std::size_t id_chars = 16;

// An empty id would mean every session, so what can be none never reaches the store.
bool is_session_id(std::string_view text) {
  return text.size() == id_chars && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Answers whether one ended, and logs its id if so.
base::Done<std::uint32_t> one_ended(std::string id, base::Done<bool> done) {
  base::Done<std::uint32_t> counted;
  counted.on = done.on;
  counted.call = [id = std::move(id), done = std::move(done)](Result<std::uint32_t> count) {
    if (!count) return done.call(count.error());
    if (*count > 0) base::log::info("session_ended", {{"session", id}});
    done.call(*count > 0);
  };
  return counted;
}

// Logs how many ended, if any did.
base::Done<std::uint32_t> many_ended(model::UserId user, base::Done<std::uint32_t> done) {
  base::Done<std::uint32_t> counted;
  counted.on = done.on;
  counted.call = [user, done = std::move(done)](Result<std::uint32_t> count) {
    if (count && *count > 0) {
      base::log::info("session_ended",
                      {{"user_id", std::to_string(user.value)}, {"count", std::to_string(*count)}});
    }
    done.call(std::move(count));
  };
  return counted;
}

}  // namespace

base::WallTime Sessions::end_of_session() const { return base::WallTime{clock_.wall().us + days_ * day_us}; }

void Sessions::open(const model::User& user, Visit visit, std::string password_hash,
                    base::Done<SignedIn> done) const {
  Secret secret = new_secret(random_);
  store::NewSession session;
  session.secret_hash = std::move(secret.hash);
  session.user = user.id;
  session.expires_at = end_of_session();
  session.address = std::move(visit.address);
  session.agent = std::move(visit.agent);
  session.password_hash = std::move(password_hash);

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
  tokens_.find_token(hash_of_secret(secret), std::move(done));
}

void Sessions::extend(const model::Principal& person, base::Done<model::Principal> done) const {
  auto secret_hash = own_session(person);
  if (secret_hash.empty()) return done.post(base::fail(Code::login_required));
  store_.extend_session(std::move(secret_hash), end_of_session(), std::move(done));
}

void Sessions::list(model::UserId user, base::Done<std::vector<store::SessionRow>> done) const {
  store_.list_sessions(user, std::move(done));
}

void Sessions::end(std::string_view secret, base::Done<bool> done) const {
  if (!is_secret(secret)) return done.post(false);
  store::SessionsOf which;
  which.secret_hash = hash_of_secret(secret);
  base::Done<model::Principal> found;
  found.on = done.on;
  found.call = [this, which, done = std::move(done)](const Result<model::Principal>& person) {
    // Anybody can invent a secret, and a write is dear. Whoever ended it a moment ago may still be
    // confirming.
    if (!person && person.error().code == Code::login_required) {
      return bus_.confirm(*done.on, [done] { done.call(false); });
    }
    auto ended = one_ended(store::session_id(which.secret_hash), done);
    store_.end_sessions(which, bus::confirmed(bus_, std::move(ended)));
  };
  store_.find_session(which.secret_hash, std::move(found));
}

void Sessions::end_one(model::UserId user, std::string id, base::Done<bool> done) const {
  if (!is_session_id(id)) return done.post(base::fail(Code::session_not_found));
  base::Done<bool> found;
  found.on = done.on;
  found.call = [done = std::move(done)](Result<bool> was_there) {
    if (was_there && !*was_there) return done.call(base::fail(Code::session_not_found));
    done.call(std::move(was_there));
  };
  auto ended = one_ended(id, std::move(found));
  store::SessionsOf which;
  which.user = user;
  which.id = std::move(id);
  store_.end_sessions(std::move(which), bus::confirmed(bus_, std::move(ended)));
}

void Sessions::end_others(const model::Principal& person, base::Done<std::uint32_t> done) const {
  store::SessionsOf which;
  which.user = person.user.id;
  which.except = own_session(person);
  auto ended = many_ended(which.user, std::move(done));
  store_.end_sessions(std::move(which), bus::confirmed(bus_, std::move(ended)));
}

void Sessions::end_all(model::UserId user, base::Done<std::uint32_t> done) const {
  store::SessionsOf which;
  which.user = user;
  auto ended = many_ended(user, std::move(done));
  store_.end_sessions(std::move(which), bus::confirmed(bus_, std::move(ended)));
}

std::string own_session(const model::Principal& person) {
  return person.bearer ? std::string{} : person.secret_hash;
}

}  // namespace heartlink::account
