// SPDX-License-Identifier: Apache-2.0
// The SessionStore over SQL. A session whose time is over is removed when its owner signs in again.
#pragma once

#include "store/session_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlSessions final : public SessionStore {
 public:
  explicit SqlSessions(const Engine& engine) : engine_(engine) {}

  void open_session(NewSession session, base::Done<model::Principal> done) override;
  void find_session(std::string secret_hash, base::Done<model::Principal> done) override;
  void extend_session(std::string secret_hash, base::WallTime expires_at,
                      base::Done<model::Principal> done) override;
  void end_sessions(SessionsOf which, base::Done<std::uint32_t> done) override;
  void list_sessions(model::UserId user, base::Done<std::vector<SessionRow>> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
