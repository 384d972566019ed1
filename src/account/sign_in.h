// SPDX-License-Identifier: Apache-2.0
// Signing in with a name and a password. One per process, safe from every thread: the failures of all workers
// are counted in one place, on the executor `home`, and only the answer goes back to the asker's. It never
// tells whether an account exists, neither by its words nor by its time: an unknown name goes the same way as
// a wrong password, through one look-up and one hash. (A hash made elsewhere or at another cost takes its own
// time, until the first right password replaces it.)
#pragma once

#include <memory>
#include <string>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "account/sessions.h"
#include "account/throttle.h"
#include "account/visit.h"
#include "base/clock.h"
#include "base/executor.h"
#include "base/metrics.h"
#include "base/random.h"
#include "store/user_store.h"

namespace heartlink::account {

struct Attempt {
  Attempt() = default;

  std::string name;  // as typed
  std::string password;  // as typed
  Visit visit;
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
    base::Random& random;
    base::Metrics& metrics;
  };

  SignIn(Parts parts, HashCost cost, Throttle throttle);
  SignIn(const SignIn&) = delete;
  SignIn& operator=(const SignIn&) = delete;

  // Begins a session for whoever knows the password. Errors: wrong_credentials (an unknown account as well as
  // a wrong password), account_disabled (only after the right password), throttled and busy with a time to
  // wait, storage_full, unavailable.
  void run(Attempt attempt, base::Done<SignedIn> done);

  // The same without a session: who is it that knows this password, and under which hash was it found? A hash
  // of another kind or cost is replaced on the way; when that fails, the next time will do.
  void check(Attempt attempt, base::Done<store::Credentials> done);

 private:
  struct Try;
  using SharedTry = std::shared_ptr<Try>;

  void begin(const SharedTry& one);
  void verify(const SharedTry& one, base::Result<store::Credentials> found);
  void judge(const SharedTry& one, base::Result<bool> is_right);
  void upgrade(const SharedTry& one);
  void upgraded(const SharedTry& one, std::string hash, const base::Result<std::uint32_t>& stored);
  void find(const SharedTry& one);
  void welcome(const SharedTry& one);
  // Ends a try that says nothing about the password.
  void give_up(const SharedTry& one, base::Error error);
  // `done`, but the answer is measured, counted and logged.
  base::Done<SignedIn> watched(const Attempt& attempt, base::Done<SignedIn> done) const;

  Parts parts_;
  HashCost cost_;
  std::string nobody_;
  Throttle throttle_;
  prometheus::Histogram& seconds_;
  prometheus::Counter& ok_;
  prometheus::Counter& refused_;
};

}  // namespace heartlink::account
