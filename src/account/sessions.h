// SPDX-License-Identifier: Apache-2.0
// Who is asking: a browser by its session cookie, a program by its access token. Called for every request
// that needs a person, and by sign-in and sign-out. Safe from every thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/executor.h"
#include "base/random.h"
#include "model/user.h"
#include "store/session_store.h"

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
  Sessions(store::SessionStore& store, base::Random& random, const base::Clock& clock, std::uint32_t days)
      : store_(store), random_(random), clock_(clock), days_(days) {}

  // Begins a session with a secret that was never used before. Errors: busy, storage_full, unavailable.
  void open(const model::User& user, base::Done<SignedIn> done) const;

  // Errors: login_required (no session of ours, ended, expired, or its account is disabled), busy.
  void authenticate_cookie(std::string_view secret, base::Done<model::Principal> done) const;

  // Errors: login_required, busy. The principal is marked as a program.
  void authenticate_bearer(std::string_view secret, base::Done<model::Principal> done) const;

  // Ends a session for good; one that is not there is no error. Errors: busy, storage_full, unavailable.
  void end(std::string_view secret, base::Done<bool> done) const;

 private:
  store::SessionStore& store_;
  base::Random& random_;
  const base::Clock& clock_;
  std::uint32_t days_;
};

}  // namespace heartlink::account
