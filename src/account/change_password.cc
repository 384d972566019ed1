// SPDX-License-Identifier: Apache-2.0
#include "account/change_password.h"

#include <utility>

#include "account/usernames.h"
#include "base/log.h"
#include "bus/confirmed.h"

namespace heartlink::account {

using base::Code;
using base::Result;

struct ChangePassword::Try {
  Try() = default;

  model::Principal person;
  std::string fresh;     // in its normal form
  std::string old_hash;  // under which the current password was found
  std::string address;
  base::Done<std::uint32_t> done;
};

void ChangePassword::run(PasswordChange change, base::Done<std::uint32_t> done) {
  if (change.fresh_again && *change.fresh_again != change.fresh) {
    return done.post(base::fail(Code::password_mismatch));
  }
  auto fresh = check_new_password(change.fresh, username_key(change.person.user.name));
  if (!fresh) return done.post(fresh.error());

  Attempt attempt;
  attempt.name = change.person.user.name;
  attempt.password = std::move(change.current);
  attempt.visit = std::move(change.visit);
  auto one = std::make_shared<Try>();
  one->person = std::move(change.person);
  one->fresh = std::move(*fresh);
  one->address = attempt.visit.address;
  one->done = std::move(done);

  base::Done<store::Credentials> checked;
  checked.on = one->done.on;
  checked.call = [this, one](Result<store::Credentials> person) {
    if (person) {
      one->old_hash = std::move(person->password_hash);
      return hash(one);
    }
    base::Error error = person.error();
    if (error.code == Code::wrong_credentials) error.code = Code::password_wrong;
    one->done.call(std::move(error));
  };
  sign_in_.check(std::move(attempt), std::move(checked));
}

void ChangePassword::hash(const SharedTry& one) {
  base::Done<std::string> hashed;
  hashed.on = one->done.on;
  hashed.call = [this, one](Result<std::string> made) {
    if (!made) return one->done.call(made.error());
    keep(one, std::move(*made));
  };
  pool_.run<std::string>(
      [one, salt = random_.bytes(salt_bytes), cost = cost_] { return hash_password(one->fresh, salt, cost); },
      std::move(hashed));
}

void ChangePassword::keep(const SharedTry& one, std::string hash) {
  store::NewPassword password;
  password.user = one->person.user.id;
  password.password_hash = std::move(hash);
  password.instead_of = one->old_hash;
  password.end_sessions = true;
  password.except = own_session(one->person);

  base::Done<std::uint32_t> stored;
  stored.on = one->done.on;
  stored.call = [one](Result<std::uint32_t> ended) {
    if (ended) {
      base::log::info("password_changed", {{"user", one->person.user.name},
                                           {"address", one->address},
                                           {"sessions_ended", std::to_string(*ended)}});
    } else if (ended.error().code == Code::user_not_found) {
      ended = base::fail(Code::password_wrong, "it changed meanwhile");
    }
    one->done.call(std::move(ended));
  };
  users_.set_password(std::move(password), bus::confirmed(bus_, std::move(stored)));
}

}  // namespace heartlink::account
