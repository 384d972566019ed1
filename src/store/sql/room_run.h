// SPDX-License-Identifier: Apache-2.0
// What the writer knows of one room during a run of jobs for it inside one transaction: the row is read and
// locked once, ids are counted up here, and the new head is written once at the end of the run. Nothing in
// here outlives the transaction: the writer calls forget() whenever one begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "model/member.h"
#include "model/room.h"
#include "store/sql/driver.h"

namespace heartlink::store::sql {

// A room's row as it was when the run began; the epoch is not filled.
struct LockedRoom {
  std::int64_t key = 0;  // of the rooms table
  model::Room room;
  std::int64_t last_id = 0;  // the newest one, also of this run
};

// What somebody may do, asked once per run.
struct Rights {
  bool known = false;
  bool disabled = false;
  bool staff = false;
  bool removed = false;  // out of a room that is open to all; elsewhere who is no member is out anyway
  std::optional<model::Role> role;
  base::WallTime muted_until;  // in this room; zero: not muted
  base::WallTime muted_everywhere_until;  // by an operator
  bool tells_reads = true;     // others may see how far he has read

  [[nodiscard]] bool member() const { return role && *role != model::Role::guest; }
};

class RoomRun {
 public:
  explicit RoomRun(Connection& connection) : connection_(connection) {}

  // Ends the run of another room and starts one of `room_id`; does nothing while the run goes on. Between
  // jobs only, never inside a savepoint: PostgreSQL would give the lock back with it.
  void move_to(std::string_view room_id);

  // The same from inside a job that has no room of its own, or that has just made its room: the run ends
  // with the job, whether its savepoint stays or goes.
  void visit(std::string_view room_id);

  // Around each job: what an undone one took of the room's ids is free again.
  void begin_job();
  void undo_job();

  // Writes the head if it moved. Before COMMIT.
  void finish();

  // Drops everything without writing.
  void forget();

  // A job changed the row or the members by itself: the next job reads them again.
  void stale() { stale_ = true; }

  // Null when there is no such room.
  [[nodiscard]] const LockedRoom* room() const { return room_ ? &*room_ : nullptr; }

  [[nodiscard]] Rights rights(model::UserId user);

  // The id of the next entry of this room, taken only by advance().
  [[nodiscard]] model::EntryId next() const { return {room_->last_id + 1}; }
  void advance() { ++room_->last_id; }

 private:
  Connection& connection_;
  std::string room_id_;
  std::optional<LockedRoom> room_;
  std::int64_t written_id_ = 0;
  std::vector<std::pair<model::UserId, Rights>> rights_;  // a run is short
  bool stale_ = true;
  std::int64_t last_id_before_ = 0;  // when the job at hand began
  bool visiting_ = false;
};

}  // namespace heartlink::store::sql
