// SPDX-License-Identifier: Apache-2.0
#include "store/sql/let_go.h"

#include <algorithm>
#include <utility>

#include "store/sql/rows.h"
#include "store/sql/snapshot.h"

namespace heartlink::store::sql {
namespace {

bool is_match(const model::Room& room) {
  return room.made_by == model::MadeBy::number || room.made_by == model::MadeBy::heart;
}

// The row of `rooms_after`: when the oldest kept entry and the newest one were written.
bool is_leftover(Query& row, const model::Room& room, const Walk& walk) {
  const auto oldest = row.integer_or_null(room_columns);
  const auto newest = row.integer_or_null(room_columns + 1);
  if (is_match(room)) return oldest && *oldest < walk.match_before.us;
  if (room.made_by == model::MadeBy::test) return newest.value_or(room.created_at.us) < walk.test_before.us;
  return false;
}

// Up to where the oldest entries are older than `before`: the first id that stays, and how many go. An ended
// room's begin with those of which only the client_id was left.
struct Prefix {
  std::int64_t stays = 0;
  std::uint32_t count = 0;
  std::int64_t last = 0;  // of those that go
};
Prefix old_prefix(Connection& connection, const LockedRoom& room, base::WallTime before, std::uint32_t most) {
  const std::int64_t oldest = room.room.pruned_before.value;
  const bool ended = room.room.status == model::RoomStatus::ended;
  Prefix prefix{oldest, 0};
  Query row{connection, Dml::oldest_entries, room.key, ended ? 0 : oldest, most};
  while (row.row()) {
    const std::int64_t id = row.integer(0);
    if (id >= oldest && row.integer(1) >= before.us) break;
    prefix.last = id;
    prefix.stays = std::max(oldest, id + 1);
    ++prefix.count;
  }
  return prefix;
}

base::WallTime last_used(Connection& connection, const LockedRoom& room) {
  const auto newest = entry_at(connection, room.key, {room.last_id});
  return newest ? newest->created_at : room.room.created_at;
}

}  // namespace

base::Result<Leftovers> read_leftovers(Connection& connection, const Engine& engine, const Walk& walk) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  Leftovers found;
  std::uint32_t looked_at = 0;
  std::int64_t last = 0;
  Query row{connection, Dml::rooms_after, walk.after, engine.limits.retention_rooms};
  while (row.row()) {
    if (!snapshot.in_time()) return too_slow();
    auto stored = stored_room_of(row, engine.epoch);
    ++looked_at;
    last = stored.key;
    if (is_leftover(row, stored.room, walk)) found.rooms.push_back(std::move(stored.room));
  }
  if (looked_at == engine.limits.retention_rooms) found.next = last;
  // Once a walk is often enough.
  if (found.next == 0) {
    Query old{connection, Dml::old_act, engine.limits.audit_acts};
    found.acts = old.row();
  }
  return found;
}

base::Result<std::uint32_t> write_pruning(WriteScope& scope, const base::Limits& limits,
                                          base::WallTime before) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr || !is_match(room->room)) return 0U;
  const auto prefix = old_prefix(scope.connection, *room, before, limits.prune_entries);
  if (prefix.count == 0) return 0U;
  if (room->room.status == model::RoomStatus::ended) {
    Query{scope.connection, Dml::drop_entries, room->key, prefix.last}.run();
  } else {
    Query{scope.connection, Dml::blank_entries, room->key, room->room.pruned_before.value, prefix.stays}
        .run();
  }
  Query{scope.connection, Dml::move_pruned, room->key, prefix.stays}.run();
  scope.run.stale();
  return prefix.count;
}

base::Result<bool> write_removal(WriteScope& scope, model::Parcel& news, base::WallTime before) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr || room->room.made_by != model::MadeBy::test) return false;
  if (last_used(scope.connection, *room) >= before) return false;
  {
    Query row{scope.connection, Dml::member_ids, room->key};
    while (row.row()) news.affiliations.push_back({room->room.id, {row.integer(0)}, false});
  }
  Query{scope.connection, Dml::delete_entries, room->key}.run();
  Query{scope.connection, Dml::delete_room, room->key}.run();
  scope.run.stale();
  return true;
}

}  // namespace heartlink::store::sql
