// SPDX-License-Identifier: Apache-2.0
#include "store/sql/seats.h"

#include "store/sql/query.h"

namespace heartlink::store::sql {

using base::Code;

bool has_too_many_rooms(Connection& connection, const base::Limits& limits, model::UserId user) {
  Query count{connection, Dml::count_rooms_of, user.value};
  return count.row() && count.integer(0) >= limits.rooms_per_user;
}

std::optional<Code> no_seat(Connection& connection, const base::Limits& limits, std::int64_t room,
                            model::UserId user) {
  {
    Query count{connection, Dml::count_members, room, limits.room_members};
    if (count.row() && count.integer(0) >= limits.room_members) return Code::room_full;
  }
  if (has_too_many_rooms(connection, limits, user)) return Code::too_many_rooms;
  return std::nullopt;
}

void take_seat(WriteScope& scope, model::Parcel& news, const SeatsOf& room, model::UserId user,
               model::Role role) {
  Query{scope.connection, Dml::insert_member, room.key, user.value, role, scope.now.us, room.last_id}.run();
  if (scope.connection.changes() == 0) return;
  news.affiliations.push_back({room.id, user, true});
  scope.run.stale();
}

void give_up_seat(WriteScope& scope, model::Parcel& news, model::UserId user) {
  const LockedRoom& room = *scope.run.room();
  if (room.room.open_to_all() || scope.run.rights(user).muted_until > scope.now) {
    Query{scope.connection, Dml::set_role, room.key, user.value, model::Role::guest}.run();
  } else {
    Query{scope.connection, Dml::delete_member, room.key, user.value}.run();
  }
  news.affiliations.push_back({room.room.id, user, false});
  scope.run.stale();
}

}  // namespace heartlink::store::sql
