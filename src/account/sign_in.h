// SPDX-License-Identifier: Apache-2.0
// Signing in with a name and a password. One per process, safe from every thread: the failures of all workers
// are counted in one place, on the executor `home`, and only the answer goes back to the asker's. It never
// tells whether an account exists, neither by its words nor by its time.
#pragma once

#include <memory>
#include <string>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "account/sessions.h"
#include "account/throttle.h"
#include "base/clock.h"
#include "base/executor.h"
#include "store/user_store.h"

namespace heartlink::account {

struct Attempt {
  Attempt() = default;

  std::string name;  // as typed
  std::string password;  // as typed
  std::string address;  // who tries, after trusted proxies
};

class SignIn {
 public:
  // What it works with; all of it outlives the last answer.
  struct Parts {
    store::UserStore& users;
    const Sessions& sessions;
    PasswordPool& pool;
    const base::Clock& clock;
    base::Executor& home;  // where failures are counted: any one worker
  };

  SignIn(Parts parts, HashCost cost, Throttle throttle);
  SignIn(const SignIn&) = delete;
  SignIn& operator=(const SignIn&) = delete;

  // Begins a session for whoever knows the password. Errors: wrong_credentials (an unknown account as well as
  // a wrong password), account_disabled (only after the right password), throttled and busy with a time to
  // wait, storage_full, unavailable.
  void run(Attempt attempt, base::Done<SignedIn> done);

 private:
  struct Try;
  using SharedTry = std::shared_ptr<Try>;

  void begin(const SharedTry& one);
  void check(const SharedTry& one, base::Result<store::Credentials> found);
  void judge(const SharedTry& one, base::Result<bool> is_right);
  // Ends a try that says nothing about the password.
  void give_up(const SharedTry& one, base::Error error);

  Parts parts_;
  std::string nobody_;
  Throttle throttle_;
};

}  // namespace heartlink::account
