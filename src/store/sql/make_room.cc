// SPDX-License-Identifier: Apache-2.0
#include "store/sql/make_room.h"

#include <chrono>
#include <utility>

#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;
using model::Role;

// Only an operator makes room for another one, so trying at once again is of no use.
constexpr std::chrono::milliseconds too_many_retry{60'000};

std::optional<std::int64_t> number_of(const std::optional<model::UserId>& user) {
  if (!user) return std::nullopt;
  return user->value;
}

bool too_many_of_a_kind(Connection& connection, const NewRoom& room) {
  if (room.made_by_max == 0) return false;
  Query count{connection, Dml::count_rooms, room.made_by, model::RoomStatus::active};
  return count.row() && count.integer(0) >= room.made_by_max;
}

// Rooms that a person makes for others; what a match or an operator gives him does not count against him.
bool is_of_his_making(const NewRoom& room) {
  return room.made_by == model::MadeBy::group || room.made_by == model::MadeBy::public_room;
}

}  // namespace

Result<StoredRoom> insert_room(WriteScope& scope, model::Parcel& news, const NewRoom& room,
                               const std::string& epoch) {
  std::int64_t key = 0;
  {
    Query insert{scope.connection,
                 Dml::insert_room,
                 room.id.value,
                 room.type,
                 model::RoomStatus::active,
                 room.made_by,
                 number_of(room.user1),
                 number_of(room.user2),
                 scope.now.us,
                 room.name,
                 room.alias1,
                 room.alias2};
    if (!insert.row()) return base::fail(Code::room_exists);
    key = insert.integer(0);
  }
  const bool has_owner = room.type == model::RoomType::group || room.type == model::RoomType::public_room;
  const SeatsOf seats{key, room.id};
  if (room.user1) take_seat(scope, news, seats, *room.user1, has_owner ? Role::owner : Role::member);
  if (room.user2) take_seat(scope, news, seats, *room.user2, Role::member);
  scope.run.stale();

  auto made = find_room(scope.connection, room.id, epoch);
  if (!made) return base::fail(Code::internal, "the room is not there");
  return std::move(*made);
}

Result<model::Room> write_room(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                               const std::string& epoch, const NewRoom& room) {
  if (auto existing = find_room(scope.connection, room.id, epoch)) {
    if (!room.keep_existing) return base::fail(Code::room_exists);
    return std::move(existing->room);
  }
  for (const auto& user : {room.user1, room.user2}) {
    if (user && !find_user(scope.connection, *user)) return base::fail(Code::user_not_found);
  }
  if (too_many_of_a_kind(scope.connection, room)) {
    return base::fail(Code::busy, "as many rooms of this kind as are allowed", too_many_retry);
  }
  if (is_of_his_making(room) && room.user1 && has_too_many_rooms(scope.connection, limits, *room.user1)) {
    return base::fail(Code::too_many_rooms);
  }
  auto made = insert_room(scope, news, room, epoch);
  if (!made) return made.error();
  return std::move(made->room);
}

}  // namespace heartlink::store::sql
