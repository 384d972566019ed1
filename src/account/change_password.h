// SPDX-License-Identifier: Apache-2.0
// A person's new password. Whoever knew the old one is signed out everywhere: all other sessions end in the
// same transaction, and the answer comes after every worker has closed their sockets. Programs keep their
// tokens. One per process, safe from every thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "account/sign_in.h"
#include "account/visit.h"
#include "base/executor.h"
#include "base/random.h"
#include "bus/bus.h"
#include "model/user.h"
#include "store/user_store.h"

namespace heartlink::account {

struct PasswordChange {
  PasswordChange() = default;

  model::Principal person;                 // who asks; this session stays
  std::string current;                     // as typed
  std::string fresh;                       // as typed
  std::optional<std::string> fresh_again;  // when the form asks twice
  Visit visit;
};

class ChangePassword {
 public:
  // All of them outlive the last answer.
  ChangePassword(SignIn& sign_in, store::UserStore& users, PasswordPool& pool, base::Random& random,
                 HashCost cost, bus::Bus& bus)
      : sign_in_(sign_in), users_(users), pool_(pool), random_(random), cost_(cost), bus_(bus) {}

  // The value: how many other sessions ended. The current password is throttled like a sign-in. Errors, in
  // this order: password_mismatch, field_invalid and password_too_short, _long or _common, throttled with a
  // time to wait, password_wrong, account_disabled; and user_not_found, busy, storage_full, unavailable.
  void run(PasswordChange change, base::Done<std::uint32_t> done);

 private:
  struct Try;
  using SharedTry = std::shared_ptr<Try>;

  void hash(const SharedTry& one);
  void keep(const SharedTry& one, std::string hash);

  SignIn& sign_in_;
  store::UserStore& users_;
  PasswordPool& pool_;
  base::Random& random_;
  HashCost cost_;
  bus::Bus& bus_;
};

}  // namespace heartlink::account
