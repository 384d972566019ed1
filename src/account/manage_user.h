// SPDX-License-Identifier: Apache-2.0
// What an operator does to somebody's account: a new password for whoever forgot it, and switching it off and
// on. Both take rights away, so they answer only after every worker has closed the sockets. Called by
// `user passwd`, `user disable` and `user enable`.
#pragma once

#include <string>

#include "account/password_pool.h"
#include "account/passwords.h"
#include "base/executor.h"
#include "base/random.h"
#include "bus/bus.h"
#include "model/user.h"
#include "store/user_store.h"

namespace heartlink::account {

class SetPassword {
 public:
  // All of them outlive the last answer; `random` is safe from every thread that asks.
  SetPassword(store::UserStore& users, PasswordPool& pool, base::Random& random, HashCost cost, bus::Bus& bus)
      : users_(users), pool_(pool), random_(random), cost_(cost), bus_(bus) {}

  // Ends all sessions; tokens stay. Errors: field_invalid, password_too_short, password_too_long,
  // password_too_common, user_not_found (detail is the name), busy, storage_full, unavailable.
  void run(std::string name, const std::string& password, base::Done<model::User> done) const;

 private:
  store::UserStore& users_;
  PasswordPool& pool_;
  base::Random& random_;
  HashCost cost_;
  bus::Bus& bus_;
};

class DisableUser {
 public:
  // Both outlive the last answer.
  DisableUser(store::UserStore& users, bus::Bus& bus) : users_(users), bus_(bus) {}

  // Disabling ends all sessions, and refuses tokens until the account is enabled again. What is so already is
  // no error. Errors: user_not_found (detail is the name), busy, storage_full, unavailable.
  void run(std::string name, bool disabled, base::Done<model::User> done) const;

 private:
  store::UserStore& users_;
  bus::Bus& bus_;
};

}  // namespace heartlink::account
