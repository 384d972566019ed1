// SPDX-License-Identifier: Apache-2.0
#include "account/create_user.h"

#include <utility>

#include "account/usernames.h"

namespace heartlink::account {

using base::Result;

void CreateUser::run(const NewAccount& wanted, base::Done<model::User> done) const {
  auto username = parse_username(wanted.name);
  if (!username) return done.post(username.error());
  auto password = check_new_password(wanted.password, username->key);
  if (!password) return done.post(password.error());

  store::NewUser user;
  user.name = std::move(username->name);
  user.name_key = std::move(username->key);
  user.staff = wanted.staff;

  base::Done<std::string> hashed;
  hashed.on = done.on;
  hashed.call = [&users = users_, user = std::move(user),
                 done = std::move(done)](Result<std::string> hash) mutable {
    if (!hash) return done.call(hash.error());
    user.password_hash = std::move(*hash);
    users.create(std::move(user), std::move(done));
  };
  pool_.run<std::string>([password = std::move(*password), salt = random_.bytes(salt_bytes),
                          cost = cost_] { return hash_password(password, salt, cost); },
                         std::move(hashed));
}

}  // namespace heartlink::account
