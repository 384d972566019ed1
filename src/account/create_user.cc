// SPDX-License-Identifier: Apache-2.0
#include "account/create_user.h"

#include <utility>

#include "account/usernames.h"

namespace heartlink::account {
namespace {

using base::Code;
using base::Result;

// An account that may be made: everything about it but the hash of its password.
struct Checked {
  Checked() = default;

  store::NewUser user;
  std::string password;  // in its normal form; empty when user.password_hash is there already
};

Result<Checked> checked(const NewAccount& wanted) {
  const bool imported = !wanted.password_hash.empty();
  auto username = imported ? parse_imported_username(wanted.name) : parse_username(wanted.name);
  if (!username) return username.error();
  Checked account;
  if (imported) {
    if (!wanted.password.empty()) return base::fail(Code::field_invalid, "a password or a hash, not both");
    if (!is_foreign_hash(wanted.password_hash)) {
      return base::fail(Code::field_invalid, "password_hash: pbkdf2_sha256$... of Django, or $argon2id$...");
    }
    account.user.password_hash = wanted.password_hash;
  } else {
    auto password = check_new_password(wanted.password, username->key);
    if (!password) return password.error();
    account.password = std::move(*password);
  }
  account.user.name = std::move(username->name);
  account.user.name_key = std::move(username->key);
  account.user.staff = wanted.staff;
  return account;
}

}  // namespace

Result<void> CreateUser::check(const NewAccount& wanted) {
  if (auto account = checked(wanted); !account) return account.error();
  return {};
}

void CreateUser::run(const NewAccount& wanted, base::Done<model::User> done) const {
  auto account = checked(wanted);
  if (!account) return done.post(account.error());
  if (!account->user.password_hash.empty()) return users_.create(std::move(account->user), std::move(done));

  base::Done<std::string> hashed;
  hashed.on = done.on;
  hashed.call = [&users = users_, user = std::move(account->user),
                 done = std::move(done)](Result<std::string> hash) mutable {
    if (!hash) return done.call(hash.error());
    user.password_hash = std::move(*hash);
    users.create(std::move(user), std::move(done));
  };
  pool_.run<std::string>([password = std::move(account->password), salt = random_.bytes(salt_bytes),
                          cost = cost_] { return hash_password(password, salt, cost); },
                         std::move(hashed));
}

}  // namespace heartlink::account
