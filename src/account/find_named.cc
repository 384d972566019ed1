// SPDX-License-Identifier: Apache-2.0
#include "account/find_named.h"

#include <utility>

#include "account/usernames.h"

namespace heartlink::account {

void find_named(store::UserStore& users, std::string typed, base::Done<store::Credentials> done) {
  std::string key = username_key(typed);
  base::Done<store::Credentials> found;
  found.on = done.on;
  found.call = [typed = std::move(typed), done = std::move(done)](base::Result<store::Credentials> person) {
    if (person) return done.call(std::move(person));
    base::Error error = person.error();
    if (error.code == base::Code::user_not_found) error.detail = typed;
    done.call(std::move(error));
  };
  users.find(std::move(key), std::move(found));
}

}  // namespace heartlink::account
