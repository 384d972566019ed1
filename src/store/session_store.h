// SPDX-License-Identifier: Apache-2.0
// The port of browser sessions. Secrets never reach it, only their SHA-256. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/executor.h"
#include "model/user.h"

namespace heartlink::store {

struct NewSession {
  NewSession() = default;

  std::string secret_hash;  // 32 bytes
  model::UserId user;
  base::WallTime expires_at;
  std::string address;  // from where; shown to its owner only
  std::string agent;    // the browser's User-Agent, cut
  std::string password_hash;  // the one that was verified for it; empty: none was asked for
};

// The name under which a session is listed: 16 hexadecimal digits, the first 8 bytes of the hash. It opens
// nothing.
[[nodiscard]] inline std::string session_id(std::string_view secret_hash) {
  return base::hex(secret_hash.substr(0, 8));
}

struct SessionRow {
  SessionRow() = default;

  std::string id;  // session_id(secret_hash)
  std::string secret_hash;
  base::WallTime created_at;
  base::WallTime expires_at;
  std::string address;
  std::string agent;
};

// Which sessions end.
struct SessionsOf {
  SessionsOf() = default;

  std::string secret_hash;            // this one; or, when empty,
  model::UserId user;                 // of this person
  std::string id;                     // the one of this id (SessionRow::id), or all when empty
  std::string except;                 // but not the one with this secret's hash
};

class SessionStore {
 public:
  virtual ~SessionStore() = default;

  // The person's expired sessions go, and over limits.sessions_per_user the oldest ones too (with their
  // Revocation). Errors: user_not_found, account_disabled, wrong_credentials (the password changed since it
  // was verified), busy, storage_full, unavailable. The value is the principal as `find_session` would answer
  // it.
  virtual void open_session(NewSession session, base::Done<model::Principal> done) = 0;

  // Errors: login_required (unknown, expired or the account is disabled), busy.
  virtual void find_session(std::string secret_hash, base::Done<model::Principal> done) = 0;

  // Ends sessions; a Revocation of each is published before the answer. None there is no error. The value:
  // how many. Errors: busy, storage_full, unavailable.
  virtual void end_sessions(SessionsOf which, base::Done<std::uint32_t> done) = 0;

  // From now on the session lasts until then. Errors: login_required (unknown, expired, disabled), busy,
  // storage_full, unavailable.
  virtual void extend_session(std::string secret_hash, base::WallTime expires_at,
                              base::Done<model::Principal> done) = 0;

  // Those that are not expired, the newest first, at most limits.sessions_per_user. Error: busy.
  virtual void list_sessions(model::UserId user, base::Done<std::vector<SessionRow>> done) = 0;
};

}  // namespace heartlink::store
