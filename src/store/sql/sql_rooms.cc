// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sql_rooms.h"

#include <memory>
#include <utility>

#include "store/sql/end_room_job.h"
#include "store/sql/read_rooms.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// Only an operator makes room for another one, so trying at once again is of no use.
constexpr std::chrono::milliseconds too_many_retry{60'000};

std::optional<std::int64_t> number_of(const std::optional<model::UserId>& user) {
  if (!user) return std::nullopt;
  return user->value;
}

bool too_many(Connection& connection, const NewRoom& room) {
  if (room.made_by_max == 0) return false;
  Query count{connection, Dml::count_rooms, room.made_by, model::RoomStatus::active};
  return count.row() && count.integer(0) >= room.made_by_max;
}

void add_member(WriteScope& scope, std::int64_t room, const std::optional<model::UserId>& user,
                model::Role role) {
  if (user) Query{scope.connection, Dml::insert_member, room, user->value, role, scope.now.us}.run();
}

Result<model::Room> create_room(WriteScope& scope, const NewRoom& room, const std::string& epoch) {
  if (auto existing = find_room(scope.connection, room.id, epoch)) {
    if (!room.keep_existing) return base::fail(Code::room_exists);
    return std::move(existing->room);
  }
  for (const auto& user : {room.user1, room.user2}) {
    if (user && !find_user(scope.connection, *user)) return base::fail(Code::user_not_found);
  }
  if (too_many(scope.connection, room)) {
    return base::fail(Code::busy, "as many rooms of this kind as are allowed", too_many_retry);
  }
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
                 scope.now.us};
    if (!insert.row()) return base::fail(Code::room_exists);
    key = insert.integer(0);
  }
  const bool pair = room.type == model::RoomType::private_room;
  add_member(scope, key, room.user1, pair ? model::Role::member : model::Role::owner);
  add_member(scope, key, room.user2, model::Role::member);
  scope.run.stale();

  auto made = find_room(scope.connection, room.id, epoch);
  if (!made) return base::fail(Code::internal, "the room is not there");
  return std::move(made->room);
}

}  // namespace

void SqlRooms::create(NewRoom room, base::Done<model::Room> done) {
  auto id = room.id.value;
  auto write = [&engine = engine_, room = std::move(room)](WriteScope& scope) {
    return create_room(scope, room, engine.epoch);
  };
  engine_.writer.submit(
      std::make_unique<FunctionJob<model::Room>>(std::move(done), std::move(write), std::move(id)));
}

void SqlRooms::find(model::RoomId id, model::UserId viewer, base::Done<RoomView> done) {
  auto read = [&engine = engine_, id = std::move(id), viewer](Connection& connection) -> Result<RoomView> {
    auto found = find_room(connection, id, engine.epoch);
    if (!found) return base::fail(Code::room_not_found);
    RoomView view;
    view.may_enter = found->room.open_to_all() || membership(connection, found->key, viewer).member;
    view.room = std::move(found->room);
    return view;
  };
  engine_.readers.ask<RoomView>(std::move(done), std::move(read));
}

void SqlRooms::show(model::RoomId id, base::Done<RoomDetails> done) {
  auto read = [&engine = engine_, id = std::move(id)](Connection& connection) {
    return read_details(connection, engine, id);
  };
  engine_.readers.ask<RoomDetails>(std::move(done), std::move(read));
}

void SqlRooms::list(RoomsQuery query, base::Done<std::vector<RoomDetails>> done) {
  auto read = [&engine = engine_, query](Connection& connection) {
    return read_rooms(connection, engine, query);
  };
  engine_.readers.ask<std::vector<RoomDetails>>(std::move(done), std::move(read));
}

void SqlRooms::end(model::RoomId id, std::string reason, base::Done<model::EntryId> done) {
  engine_.writer.submit(std::make_unique<EndRoomJob>(std::move(id), std::move(reason), std::move(done)));
}

}  // namespace heartlink::store::sql
