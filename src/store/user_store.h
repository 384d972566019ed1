// SPDX-License-Identifier: Apache-2.0
// The port of people. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/preferences.h"
#include "model/user.h"

namespace heartlink::store {

struct NewUser {
  NewUser() = default;

  std::string name;           // as shown
  std::string name_key;       // NFKC, casefolded: what must be unique
  std::string password_hash;  // PHC string, or Django's
  bool staff = false;
};

struct Credentials {
  Credentials() = default;

  model::User user;
  std::string password_hash;
};

struct NewPassword {
  NewPassword() = default;

  model::UserId user;
  std::string password_hash;
  std::string instead_of;  // only while this is still the hash; empty: whatever it is
  bool end_sessions = false;
  std::string except;  // of them not the session with this secret's hash
};

class UserStore {
 public:
  virtual ~UserStore() = default;

  // Errors: username_taken, busy, storage_full, unavailable.
  virtual void create(NewUser user, base::Done<model::User> done) = 0;

  // Finds by name_key. Errors: user_not_found, busy.
  virtual void find(std::string name_key, base::Done<Credentials> done) = 0;

  // The next `limit` people after this id, in the order of ids. Error: busy.
  virtual void list(model::UserId after, std::uint32_t limit, base::Done<std::vector<model::User>> done) = 0;

  // Changes the hash and, in the same transaction, ends the person's sessions if wanted; a Revocation is
  // published before the answer. The value: how many sessions ended. Errors: user_not_found (also when
  // `instead_of` is no longer the hash), busy, storage_full, unavailable.
  virtual void set_password(NewPassword password, base::Done<std::uint32_t> done) = 0;

  // Disabling ends all sessions, and publishes a Revocation of them and of the tokens before the answer;
  // tokens are kept, and refused until the account is enabled again. What is so already is no error.
  // Errors: user_not_found, busy, storage_full, unavailable.
  virtual void set_disabled(model::UserId user, bool disabled, base::Done<model::User> done) = 0;

  // Errors: user_not_found, busy.
  virtual void preferences(model::UserId user, base::Done<model::Preferences> done) = 0;

  // Published with its commit; from then on marks are shown by it, also those that were moved before. What is
  // so already is no write. The value: what holds now. Errors: user_not_found, busy, storage_full,
  // unavailable.
  virtual void set_preferences(model::UserId user, model::Choice choice,
                               base::Done<model::Preferences> done) = 0;
};

}  // namespace heartlink::store
