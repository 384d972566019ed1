// SPDX-License-Identifier: Apache-2.0
// Who is asking: a browser by its session cookie, a program by its access token; and a person's sessions,
// from the first to the last. Called for every request that needs a person, by sign-in and by sign-out.
// Whatever ends a session answers only after every worker has closed its sockets. Safe from every thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "account/visit.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/random.h"
#include "bus/bus.h"
#include "model/user.h"
#include "store/session_store.h"
#include "store/token_store.h"

namespace heartlink::account {

// A session that has just begun. The secret goes into the cookie and nowhere else.
struct SignedIn {
  SignedIn() = default;

  std::string secret;
  model::Principal principal;
};

class Sessions {
 public:
  // All of them outlive it; `random` is safe from every thread that asks. A session lasts `days`.
  Sessions(store::SessionStore& store, store::TokenStore& tokens, bus::Bus& bus, base::Random& random,
           const base::Clock& clock, std::uint32_t days)
      : store_(store), tokens_(tokens), bus_(bus), random_(random), clock_(clock), days_(days) {}

  // Begins a session with a secret that was never used before. `password_hash` is the one that was verified,
  // empty when none was: a password that changed meanwhile opens nothing. Errors: user_not_found,
  // account_disabled, wrong_credentials, busy, storage_full, unavailable.
  void open(const model::User& user, Visit visit, std::string password_hash, base::Done<SignedIn> done) const;

  // Errors: login_required (no session of ours, ended, expired, or its account is disabled), busy.
  void authenticate_cookie(std::string_view secret, base::Done<model::Principal> done) const;

  // Errors: login_required, busy. The principal is marked as a program.
  void authenticate_bearer(std::string_view secret, base::Done<model::Principal> done) const;

  // The session through which this person speaks lasts `days` from now on. Errors: login_required (ended
  // meanwhile; or a program, whose token does not expire), busy, storage_full, unavailable.
  void extend(const model::Principal& person, base::Done<model::Principal> done) const;

  // The person's sessions, the newest first. Error: busy.
  void list(model::UserId user, base::Done<std::vector<store::SessionRow>> done) const;

  // All below: errors busy, storage_full, unavailable.

  // Ends the session of this secret; one that is not there is no error. The value: whether it was.
  void end(std::string_view secret, base::Done<bool> done) const;

  // Ends the person's session that is listed under `id`. Error: session_not_found.
  void end_one(model::UserId user, std::string id, base::Done<bool> done) const;

  // Ends all sessions of the person but the one that asks; a program has none of its own. The value: how
  // many.
  void end_others(const model::Principal& person, base::Done<std::uint32_t> done) const;

  // Ends all of them. The value: how many.
  void end_all(model::UserId user, base::Done<std::uint32_t> done) const;

 private:
  [[nodiscard]] base::WallTime end_of_session() const;

  store::SessionStore& store_;
  store::TokenStore& tokens_;
  bus::Bus& bus_;
  base::Random& random_;
  const base::Clock& clock_;
  std::uint32_t days_;
};

// The session that a principal speaks through, as the store's `except` wants it; empty for a program.
[[nodiscard]] std::string own_session(const model::Principal& person);

}  // namespace heartlink::account
