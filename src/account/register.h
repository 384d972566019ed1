// SPDX-License-Identifier: Apache-2.0
// An account that a person makes for himself, and the first session. One per process, safe from every thread:
// how many accounts an address makes is counted in one place, on the executor `home`. Unlike signing in it
// tells that a name is taken.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "account/create_user.h"
#include "account/password_pool.h"
#include "account/sessions.h"
#include "account/throttle.h"
#include "account/visit.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/executor.h"
#include "base/random.h"
#include "store/user_store.h"

namespace heartlink::account {

struct Registration {
  Registration() = default;

  std::string name;  // as typed
  std::string password;  // as typed
  std::optional<std::string> password_again;  // when the form asks twice
  Visit visit;
  bool sign_in = false;  // begin a session as well
};

struct Registered {
  Registered() = default;

  model::User user;
  std::optional<SignedIn> session;  // none when none was wanted, or when it failed after the account was made
};

class Register {
 public:
  static constexpr std::chrono::seconds window{3600};

  // What it works with; all of it outlives the last answer.
  struct Parts {
    store::UserStore& users;
    const Sessions& sessions;
    PasswordPool& pool;
    const base::Clock& clock;
    base::Executor& home;  // where new accounts are counted: any one worker
    base::Random& random;
  };

  Register(Parts parts, HashCost cost, const base::Config& config);
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;

  // Answers once, after COMMIT. Errors, in this order: registration_closed, password_mismatch,
  // username_invalid, field_invalid and password_too_short, _long or _common, throttled with a time to wait
  // (over registrations_per_hour of one network), username_taken; and busy, storage_full, unavailable.
  void run(Registration wanted, base::Done<Registered> done);

 private:
  struct Try;
  using SharedTry = std::shared_ptr<Try>;

  void begin(const SharedTry& one);
  void create(const SharedTry& one);
  void finish(const SharedTry& one, base::Result<model::User> made);
  // Ends a try that made no account.
  void give_up(const SharedTry& one, base::Error error);

  Parts parts_;
  const base::Config& config_;
  CreateUser create_user_;
  Counts made_;
};

}  // namespace heartlink::account
