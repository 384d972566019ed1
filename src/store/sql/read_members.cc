// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_members.h"

#include <limits>
#include <utility>

#include "store/sql/rows.h"
#include "store/sql/snapshot.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// The row of `participants`.
Participant participant_of(Query& row, base::WallTime now) {
  Participant one;
  one.user = user_of(row);
  one.role = static_cast<model::Role>(row.integer(5));
  one.joined_at = {row.integer(6)};
  const base::WallTime muted_until{row.integer(7)};
  if (muted_until > now) one.muted_until = muted_until;
  one.read = {row.integer(8)};
  one.delivered = {row.integer(9)};
  return one;
}

}  // namespace

Result<Participants> read_participants(Connection& connection, const Engine& engine,
                                       const model::RoomId& room, model::UserId viewer) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  auto found = find_room(connection, room, engine.epoch);
  if (!found) return base::fail(Code::room_not_found);
  const auto place = membership(connection, found->key, viewer);
  if (!may_enter(connection, *found, place, viewer)) return base::fail(Code::not_a_member);
  Participants participants;
  {
    Query row{connection, Dml::participants, found->key, engine.limits.history_page, viewer.value};
    while (row.row()) participants.people.push_back(participant_of(row, engine.clock.wall()));
  }
  {
    Query count{connection, Dml::count_members, found->key, std::numeric_limits<std::int64_t>::max()};
    if (count.row()) participants.member_count = static_cast<std::uint32_t>(count.integer(0));
  }
  participants.room = std::move(found->room);
  return participants;
}

Result<model::User> read_acquaintance(Connection& connection, model::UserId viewer, model::UserId person) {
  if (viewer != person) {
    Query row{connection, Dml::share_room, viewer.value, person.value};
    if (!row.row()) return base::fail(Code::user_not_found);
  }
  auto user = find_user(connection, person);
  if (!user) return base::fail(Code::user_not_found);
  return std::move(*user);
}

}  // namespace heartlink::store::sql
