// SPDX-License-Identifier: Apache-2.0
// The port of sign-ins: browser sessions and programs' access tokens. Secrets never reach it, only their
// SHA-256.
#pragma once

#include <string>

#include "base/executor.h"
#include "model/user.h"

namespace heartlink::store {

struct NewSession {
  NewSession() = default;

  std::string secret_hash;  // 32 bytes
  model::UserId user;
  base::WallTime expires_at;
};

struct NewToken {
  NewToken() = default;

  std::string secret_hash;  // 32 bytes
  model::UserId user;
  std::string label;
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;

  // Errors: user_not_found, account_disabled, busy, storage_full, unavailable. The value is the principal as
  // `find_session` would answer it.
  virtual void open_session(NewSession session, base::Done<model::Principal> done) = 0;

  // Errors: login_required (unknown, expired or the account is disabled), busy.
  virtual void find_session(std::string secret_hash, base::Done<model::Principal> done) = 0;

  // Ends a session; one that is not there is no error.
  virtual void end_session(std::string secret_hash, base::Done<bool> done) = 0;

  // Errors: user_not_found, account_disabled, busy, storage_full, unavailable.
  virtual void create_token(NewToken token, base::Done<bool> done) = 0;

  // Errors: login_required, busy.
  virtual void find_token(std::string secret_hash, base::Done<model::Principal> done) = 0;
};

}  // namespace heartlink::store
