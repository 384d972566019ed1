// SPDX-License-Identifier: Apache-2.0
#include "store/sql/two_people.h"

#include <optional>
#include <utility>
#include <vector>

#include "model/face.h"
#include "store/sql/append.h"
#include "store/sql/make_room.h"
#include "store/sql/rows.h"
#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// Whether one may speak with the other by name. Being blocked and the other's absence have one answer: it
// does not tell which.
std::optional<Code> wall_by_name(Connection& connection, model::UserId by, model::UserId with) {
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

Result<Blocked> end_rooms(WriteScope& scope, model::Parcel& news, const model::User& by,
                          std::vector<model::RoomId> rooms) {
  for (const auto& room : rooms) {
    scope.run.visit(room.value);
    if (scope.run.room() == nullptr) return base::fail(Code::internal, "the room is not there");
    write_end(scope, news, by, "left");
  }
  Blocked blocked;
  blocked.ended = std::move(rooms);
  return blocked;
}

// Other rooms of the two stay as they are: which ones end with this would tell who he is.
Result<Blocked> block_under_alias(WriteScope& scope, model::Parcel& news, const model::User& by,
                                  model::UserId whom, const model::Room& room) {
  const auto alias = present_person(whom, {}, room).name;
  Query{scope.connection, Dml::insert_alias_block, by.id.value, whom.value, room.id.value, alias,
        scope.now.us}
      .run();
  news.blocks.push_back({by.id, whom, true});
  std::vector<model::RoomId> ending;
  if (room.status != model::RoomStatus::ended) ending.push_back(room.id);
  return end_rooms(scope, news, by, std::move(ending));
}

Result<bool> taken_back(WriteScope& scope, model::Parcel& news, model::UserId by, model::UserId whom) {
  if (!has_wall(scope.connection, by, whom)) news.blocks.push_back({by, whom, false});
  return true;
}

}  // namespace

bool has_blocked(Connection& connection, model::UserId by, model::UserId whom) {
  Query row{connection, Dml::has_blocked, by.value, whom.value};
  return row.row();
}

bool has_wall(Connection& connection, model::UserId by, model::UserId whom) {
  Query row{connection, Dml::has_wall, by.value, whom.value};
  return row.row();
}

Result<Direct> write_direct(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                            const std::string& epoch, const NewDirect& direct) {
  const auto by = direct.by.id;
  const auto with = direct.with.id;
  if (const auto refused = wall_by_name(scope.connection, by, with)) return base::fail(*refused);
  Direct opened;
  if (auto existing = direct_room(scope.connection, direct, epoch)) {
    opened.room = std::move(existing->room);
    return opened;
  }
  // Behind the room that is there: a wall between aliases changes nothing about what two have by name.
  if (has_wall(scope.connection, by, with) || has_wall(scope.connection, with, by)) {
    return base::fail(Code::not_accepting);
  }
  if (!direct.may_make) return base::fail(Code::room_not_found);
  if (has_too_many_rooms(scope.connection, limits, by)) return base::fail(Code::too_many_rooms);
  NewRoom room;
  room.id = direct.id;
  room.user1 = by;
  room.user2 = with;
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
  return end_rooms(scope, news, by, open_rooms_of(scope.connection, by.id, whom));
}

Result<Blocked> write_block_in(WriteScope& scope, model::Parcel& news, const model::User& by,
                               const model::RoomId& id) {
  const auto found = find_room(scope.connection, id, {});
  if (!found) return base::fail(Code::room_not_found);
  if (!membership(scope.connection, found->key, by.id).member) return base::fail(Code::not_a_member);
  const auto& room = found->room;
  const auto other = room.user1 == by.id ? room.user2 : room.user1;
  if (!room.is_pair() || !other) return base::fail(Code::not_allowed);
  if (room.is_masked()) return block_under_alias(scope, news, by, *other, room);
  return write_block(scope, news, by, *other);
}

Result<bool> write_unblock(WriteScope& scope, model::Parcel& news, model::UserId by, model::UserId whom) {
  Query{scope.connection, Dml::delete_block, by.value, whom.value}.run();
  if (scope.connection.changes() == 0) return false;
  return taken_back(scope, news, by, whom);
}

Result<bool> write_unblock_in(WriteScope& scope, model::Parcel& news, model::UserId by,
                              const model::RoomId& room) {
  std::optional<model::UserId> whom;
  {
    Query row{scope.connection, Dml::delete_alias_block, by.value, room.value};
    if (row.row()) whom = model::UserId{row.integer(0)};
  }
  if (!whom) return false;
  return taken_back(scope, news, by, *whom);
}

}  // namespace heartlink::store::sql
