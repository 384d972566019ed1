// SPDX-License-Identifier: Apache-2.0
#include "account/manage_user.h"

#include <cstdint>
#include <utility>

#include "account/find_named.h"
#include "account/usernames.h"
#include "base/log.h"
#include "bus/confirmed.h"

namespace heartlink::account {
namespace {

using base::Result;

// Answers who it was.
base::Done<std::uint32_t> password_set(const model::User& user, base::Done<model::User> done) {
  base::Done<std::uint32_t> stored;
  stored.on = done.on;
  stored.call = [user, done = std::move(done)](const Result<std::uint32_t>& ended) {
    if (!ended) return done.call(ended.error());
    base::log::info("password_changed",
                    {{"user", user.name}, {"by", "operator"}, {"sessions_ended", std::to_string(*ended)}});
    done.call(user);
  };
  return stored;
}

}  // namespace

void SetPassword::run(std::string name, const std::string& password, base::Done<model::User> done) const {
  auto normal = check_new_password(password, username_key(name));
  if (!normal) return done.post(normal.error());

  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [self = *this, normal = std::move(*normal),
                done = std::move(done)](Result<store::Credentials> person) mutable {
    if (!person) return done.call(person.error());
    base::Done<std::string> hashed;
    hashed.on = done.on;
    hashed.call = [self, user = person->user, done = std::move(done)](Result<std::string> hash) {
      if (!hash) return done.call(hash.error());
      store::NewPassword fresh;
      fresh.user = user.id;
      fresh.password_hash = std::move(*hash);
      fresh.end_sessions = true;
      self.users_.set_password(std::move(fresh), bus::confirmed(self.bus_, password_set(user, done)));
    };
    self.pool_.run<std::string>([normal = std::move(normal), salt = self.random_.bytes(salt_bytes),
                                 cost = self.cost_] { return hash_password(normal, salt, cost); },
                                std::move(hashed));
  };
  find_named(users_, std::move(name), std::move(found));
}

void DisableUser::run(std::string name, bool disabled, base::Done<model::User> done) const {
  base::Done<model::User> changed;
  changed.on = done.on;
  changed.call = [disabled, done](Result<model::User> user) {
    if (user) base::log::info(disabled ? "user_disabled" : "user_enabled", {{"user", user->name}});
    done.call(std::move(user));
  };
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [&users = users_, &bus = bus_, disabled, done = std::move(done),
                changed = std::move(changed)](const Result<store::Credentials>& person) {
    if (!person) return done.call(person.error());
    users.set_disabled(person->user.id, disabled, bus::confirmed(bus, changed));
  };
  find_named(users_, std::move(name), std::move(found));
}

}  // namespace heartlink::account
