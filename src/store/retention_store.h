// SPDX-License-Identifier: Apache-2.0
// The port that lets old things go: entries of match rooms, test rooms that nobody uses. It walks over all
// rooms in steps, so that no step is long. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "model/room.h"

namespace heartlink::store {

struct Leftovers {
  Leftovers() = default;

  std::vector<model::Room> rooms;
  std::int64_t next = 0;  // where to go on; 0: the walk has come to its end
  bool acts = false;  // the audit log has more than limits.audit_acts
};

class RetentionStore {
 public:
  virtual ~RetentionStore() = default;

  // Of the next limits.retention_rooms rooms behind `after` (0: from the first): match rooms whose oldest
  // kept entry is older than `match_before`, and test rooms whose last entry (or making, without one) is
  // older than `test_before`. Error: busy.
  virtual void leftovers(std::int64_t after, base::WallTime match_before, base::WallTime test_before,
                         base::Done<Leftovers> done) = 0;

  // Forgets the entries of a match room that are older than `before`: from the oldest up to the first that is
  // younger, which becomes pruned_before. While the room is active, who sent which client_id is kept without
  // the text, so that a late resend is still no second message. At most limits.prune_entries in one go; the
  // value: how many went, 0 when there is nothing more. Errors: busy, storage_full, unavailable.
  virtual void prune(model::RoomId room, base::WallTime before, base::Done<std::uint32_t> done) = 0;

  // Forgets the oldest acts over limits.audit_acts, at most limits.prune_entries in one go; the value: how
  // many went. Errors: busy, storage_full, unavailable.
  virtual void prune_acts(base::Done<std::uint32_t> done) = 0;

  // Removes a test room with its entries if it is still unused since `before`. The value: whether it went.
  // Errors: busy, storage_full, unavailable.
  virtual void remove_test_room(model::RoomId room, base::WallTime before, base::Done<bool> done) = 0;
};

}  // namespace heartlink::store
