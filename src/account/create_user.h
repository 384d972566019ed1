// SPDX-License-Identifier: Apache-2.0
// A new account: the rules of names and passwords, one hash on the pool, one durable write. Called by
// registration and by the operator's `user create`, which may also bring somebody over from another system
// with the hash that it kept. Knows nothing of who is allowed to ask.
#pragma once

#include <string>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "base/executor.h"
#include "base/random.h"
#include "model/user.h"
#include "store/user_store.h"

namespace heartlink::account {

struct NewAccount {
  NewAccount() = default;

  std::string name;      // as typed
  std::string password;  // as typed; empty when there is a hash
  std::string password_hash;  // made elsewhere (is_foreign_hash); then an imported name is allowed as well
  bool staff = false;
};

// How the throw-away people of `heartlink doctor` are called; nobody else is.
inline constexpr std::string_view doctor_prefix = "doctor:";

class CreateUser {
 public:
  // All of them outlive it; `random` is safe from every thread that asks.
  CreateUser(store::UserStore& users, PasswordPool& pool, base::Random& random, HashCost cost)
      : users_(users), pool_(pool), random_(random), cost_(cost) {}

  // Whether such an account may be made, as far as its name and password go. Errors: username_invalid,
  // field_invalid, password_too_short, password_too_long, password_too_common.
  [[nodiscard]] static base::Result<void> check(const NewAccount& wanted);

  // Answers once, after COMMIT. Errors: those of check, username_taken, busy, storage_full, unavailable.
  void run(const NewAccount& wanted, base::Done<model::User> done) const;

 private:
  store::UserStore& users_;
  PasswordPool& pool_;
  base::Random& random_;
  HashCost cost_;
};

}  // namespace heartlink::account
