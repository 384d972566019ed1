// SPDX-License-Identifier: Apache-2.0
#include "chat/open_room.h"

#include <utility>

#include "protocol/room_name.h"

namespace heartlink::chat {
namespace {

using base::Code;
using base::Result;

Result<model::Room> judge(store::RoomView view) {
  if (!view.may_enter) return base::fail(Code::not_a_member);
  if (view.room.status == model::RoomStatus::ended) return base::fail(Code::room_ended);
  return std::move(view.room);
}

store::NewRoom test_room(const model::RoomId& id, model::UserId maker, std::uint32_t most) {
  store::NewRoom room;
  room.id = id;
  room.type = model::RoomType::group;
  room.made_by = model::MadeBy::test;
  room.user1 = maker;
  room.keep_existing = true;
  room.made_by_max = most;
  return room;
}

}  // namespace

void OpenRoom::run(const model::RoomId& room, const model::User& person, bool may_make_test_room,
                   base::Done<model::Room> done) const {
  const bool make = may_make_test_room && protocol::is_test_room(room);
  base::Done<store::RoomView> found;
  found.on = done.on;
  found.call = [&rooms = rooms_, id = room, maker = person.id, most = limits_.debug_rooms, make,
                done = std::move(done)](Result<store::RoomView> view) {
    if (view.has_value()) return done.call(judge(std::move(view.value())));
    if (!make || view.error().code != Code::room_not_found) return done.call(view.error());
    rooms.create(test_room(id, maker, most), done);
  };
  rooms_.find(room, person.id, std::move(found));
}

}  // namespace heartlink::chat
