// SPDX-License-Identifier: Apache-2.0
#include "account/sign_in.h"

#include <utility>

#include "account/usernames.h"

namespace heartlink::account {

using base::Code;
using base::Result;

struct SignIn::Try {
  Try() = default;

  std::string key;       // of the account that was named
  std::string password;  // in its normal form
  std::string address;
  bool is_somebody = false;
  model::User user;
  base::Done<SignedIn> done;
};

SignIn::SignIn(Parts parts, HashCost cost, Throttle throttle)
    : parts_(parts), nobody_(hash_of_nobody(cost)), throttle_(std::move(throttle)) {}

void SignIn::run(Attempt attempt, base::Done<SignedIn> done) {
  auto password = normal_password(attempt.password);
  if (!password)
    return done.post(base::fail(Code::wrong_credentials));  // nobody's; no hash is needed to know it
  auto one = std::make_shared<Try>();
  one->key = username_key(attempt.name);
  one->password = std::move(*password);
  one->address = std::move(attempt.address);
  one->done = std::move(done);
  parts_.home.post([this, one] { begin(one); });
}

void SignIn::begin(const SharedTry& one) {
  if (auto charged = throttle_.charge(one->key, one->address, parts_.clock.now()); !charged) {
    return one->done.post(charged.error());
  }
  base::Done<store::Credentials> found;
  found.on = &parts_.home;
  found.call = [this, one](Result<store::Credentials> person) { check(one, std::move(person)); };
  parts_.users.find(one->key, std::move(found));
}

void SignIn::check(const SharedTry& one, Result<store::Credentials> found) {
  if (!found && found.error().code != Code::user_not_found) return give_up(one, found.error());
  one->is_somebody = found.has_value();
  if (found) one->user = std::move(found->user);
  std::string phc = found ? std::move(found->password_hash) : nobody_;

  base::Done<bool> verified;
  verified.on = &parts_.home;
  verified.call = [this, one](Result<bool> is_right) { judge(one, std::move(is_right)); };
  parts_.pool.run<bool>([one, phc = std::move(phc)] { return verify_password(phc, one->password); },
                        std::move(verified));
}

void SignIn::judge(const SharedTry& one, Result<bool> is_right) {
  if (!is_right) return give_up(one, is_right.error());
  if (!*is_right || !one->is_somebody) return one->done.post(base::fail(Code::wrong_credentials));
  if (one->user.disabled) return give_up(one, base::fail(Code::account_disabled));
  throttle_.forgive(one->key, one->address);
  parts_.sessions.open(one->user, std::move(one->done));
}

void SignIn::give_up(const SharedTry& one, base::Error error) {
  throttle_.forgive(one->key, one->address);
  one->done.post(std::move(error));
}

}  // namespace heartlink::account
