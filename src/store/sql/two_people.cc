// SPDX-License-Identifier: Apache-2.0
#include "store/sql/two_people.h"

#include <optional>
#include <utility>
#include <vector>

#include "store/sql/append.h"
#include "store/sql/make_room.h"
#include "store/sql/rows.h"
#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

bool has_blocked(Connection& connection, model::UserId by, model::UserId whom) {
  Query row{connection, Dml::has_blocked, by.value, whom.value};
  return row.row();
}

// Whether one may open a room with the other. Being blocked and the other's absence have one answer: it does
// not tell which.
std::optional<Code> wall_between(Connection& connection, model::UserId by, model::UserId with) {
  if (by == with) return Code::self_refused;
  const auto opener = find_user(connection, by);
  if (!opener || opener->disabled) return Code::account_disabled;
  if (has_blocked(connection, by, with)) return Code::person_blocked;
  const auto other = find_user(connection, with);
  if (!other || other->disabled || has_blocked(connection, with, by)) return Code::not_accepting;
  return std::nullopt;
}

std::optional<StoredRoom> direct_room(Connection& connection, const NewDirect& direct,
                                      const std::string& epoch) {
  Query row{connection, Dml::direct_room, direct.by.id.value, direct.with.id.value};
  if (!row.row()) return std::nullopt;
  return stored_room_of(row, epoch);
}

std::vector<model::RoomId> open_rooms_of(Connection& connection, model::UserId a, model::UserId b) {
  std::vector<model::RoomId> rooms;
  Query row{connection, Dml::pair_rooms, a.value, b.value};
  while (row.row()) rooms.push_back({row.text(0)});
  return rooms;
}

}  // namespace

Result<Direct> write_direct(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                            const std::string& epoch, const NewDirect& direct) {
  if (const auto refused = wall_between(scope.connection, direct.by.id, direct.with.id)) {
    return base::fail(*refused);
  }
  Direct opened;
  if (auto existing = direct_room(scope.connection, direct, epoch)) {
    opened.room = std::move(existing->room);
    return opened;
  }
  if (!direct.may_make) return base::fail(Code::room_not_found);
  if (has_too_many_rooms(scope.connection, limits, direct.by.id)) return base::fail(Code::too_many_rooms);
  NewRoom room;
  room.id = direct.id;
  room.user1 = direct.by.id;
  room.user2 = direct.with.id;
  auto made = insert_room(scope, news, room, epoch);
  if (!made) return made.error();
  opened.room = std::move(made->room);
  opened.made = true;
  return opened;
}

Result<Blocked> write_block(WriteScope& scope, model::Parcel& news, const model::User& by,
                            model::UserId whom) {
  if (by.id == whom) return base::fail(Code::self_refused);
  for (const auto user : {by.id, whom}) {
    if (!find_user(scope.connection, user)) return base::fail(Code::user_not_found);
  }
  Query{scope.connection, Dml::insert_block, by.id.value, whom.value, scope.now.us}.run();
  news.blocks.push_back({by.id, whom, true});
  Blocked blocked;
  blocked.ended = open_rooms_of(scope.connection, by.id, whom);
  for (const auto& room : blocked.ended) {
    scope.run.visit(room.value);
    if (scope.run.room() == nullptr) return base::fail(Code::internal, "the room is not there");
    write_end(scope, news, by, "left");
  }
  return blocked;
}

Result<Blocked> write_block_in(WriteScope& scope, model::Parcel& news, const model::User& by,
                               const model::RoomId& id) {
  const auto found = find_room(scope.connection, id, {});
  if (!found) return base::fail(Code::room_not_found);
  if (!membership(scope.connection, found->key, by.id).member) return base::fail(Code::not_a_member);
  const auto& room = found->room;
  const auto other = room.user1 == by.id ? room.user2 : room.user1;
  if (!room.is_pair() || !other) return base::fail(Code::not_allowed);
  return write_block(scope, news, by, *other);
}

}  // namespace heartlink::store::sql
