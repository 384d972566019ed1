// SPDX-License-Identifier: Apache-2.0
// The RetentionStore over SQL.
#pragma once

#include "store/retention_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlRetention final : public RetentionStore {
 public:
  explicit SqlRetention(const Engine& engine) : engine_(engine) {}

  void leftovers(std::int64_t after, base::WallTime match_before, base::WallTime test_before,
                 base::Done<Leftovers> done) override;
  void prune(model::RoomId room, base::WallTime before, base::Done<std::uint32_t> done) override;
  void prune_acts(base::Done<std::uint32_t> done) override;
  void remove_test_room(model::RoomId room, base::WallTime before, base::Done<bool> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
