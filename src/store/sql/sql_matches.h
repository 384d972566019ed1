// SPDX-License-Identifier: Apache-2.0
// The port of waiting for a match, over SQL.
#pragma once

#include "store/match_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlMatches final : public MatchStore {
 public:
  explicit SqlMatches(const Engine& engine) : engine_(engine) {}

  void commit(MatchStep step, base::Done<bool> done) override;
  void live(base::WallTime met_since, base::Done<LiveTickets> done) override;
  void queue(std::uint32_t limit, base::Done<std::vector<QueuedTicket>> done) override;
  void company(model::UserId user, base::WallTime met_since, base::Done<Company> done) override;
  void newest(model::UserId user, model::MatchKind kind, base::Done<Meeting> done) override;
  void reunion(model::UserId user, base::Done<Meeting> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
