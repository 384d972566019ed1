// SPDX-License-Identifier: Apache-2.0
// The port of people. Same promises as MessageStore.
#pragma once

#include <string>

#include "base/executor.h"
#include "model/user.h"

namespace heartlink::store {

struct NewUser {
  NewUser() = default;

  std::string name;           // as shown
  std::string name_key;       // NFKC, casefolded: what must be unique
  std::string password_hash;  // PHC string
  bool staff = false;
};

struct Credentials {
  Credentials() = default;

  model::User user;
  std::string password_hash;
};

class UserStore {
 public:
  virtual ~UserStore() = default;

  // Errors: username_taken, busy, storage_full, unavailable.
  virtual void create(NewUser user, base::Done<model::User> done) = 0;

  // Finds by name_key. Errors: user_not_found, busy.
  virtual void find(std::string name_key, base::Done<Credentials> done) = 0;
};

}  // namespace heartlink::store
