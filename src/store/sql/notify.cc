// SPDX-License-Identifier: Apache-2.0
#include "store/sql/notify.h"

#include <utility>

#include "store/conversation_store.h"
#include "store/sql/append.h"
#include "store/sql/make_room.h"
#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

// Makes the room, and brings the run to it. He is its member, and it is nobody's room of two.
base::Result<void> make_notice_room(WriteScope& scope, model::Parcel& news, model::UserId user) {
  if (!find_user(scope.connection, user)) return base::fail(Code::user_not_found);
  NewRoom room;
  room.id = notice_room(user);
  room.type = model::RoomType::system;
  room.made_by = model::MadeBy::system;
  const auto made = insert_room(scope, news, room, {});
  if (!made) return made.error();
  take_seat(scope, news, {made->key, room.id}, user, model::Role::member);
  scope.run.visit(room.id.value);
  return {};
}

}  // namespace

model::RoomId notice_room(model::UserId user) { return {"system-" + std::to_string(user.value)}; }

base::Result<std::int64_t> write_notice(WriteScope& scope, model::Parcel& news, model::UserId user,
                                        const std::string& text) {
  if (scope.run.room() == nullptr) {
    if (auto made = make_notice_room(scope, news, user); !made) return made.error();
  }
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::internal, "the room is not there");
  if (room->room.type != model::RoomType::system) return base::fail(Code::room_exists);
  if (room->room.status != model::RoomStatus::active) return base::fail(Code::room_ended);
  model::Entry entry;
  entry.content = text;
  return notice_id(room->key, append(scope, news, std::move(entry)));
}

}  // namespace heartlink::store::sql
