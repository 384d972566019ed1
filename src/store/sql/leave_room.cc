// SPDX-License-Identifier: Apache-2.0
#include "store/sql/leave_room.h"

#include <optional>
#include <string>

#include "store/sql/append.h"
#include "store/sql/rows.h"
#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using model::MemberAction;
using model::Role;

// Who gets the owner's place: the admin, else the member, who has been there the longest.
std::optional<model::User> successor(Connection& connection, std::int64_t room, model::UserId owner) {
  Query row{connection, Dml::successor, room, owner.value};
  if (!row.row()) return std::nullopt;
  return user_of(row);
}

}  // namespace

base::Result<Left> write_leave(WriteScope& scope, model::Parcel& news, const model::User& user) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const Rights rights = scope.run.rights(user.id);
  if (!rights.member() || room->room.type == model::RoomType::system) return base::fail(Code::not_a_member);
  if (room->room.status != model::RoomStatus::active) return base::fail(Code::room_ended);
  if (room->room.is_pair()) return Left{write_end(scope, news, user, "left"), true};

  const auto heir = successor(scope.connection, room->key, user.id);
  if (heir && rights.role == Role::owner) {
    Query{scope.connection, Dml::set_role, room->key, heir->id.value, Role::owner}.run();
    append(scope, news, member_changed(user, *heir, MemberAction::role, std::string{word_of(Role::owner)}));
  }
  give_up_seat(scope, news, user.id);
  const auto left = append(scope, news, member_changed(user, user, MemberAction::left));
  if (heir || room->room.open_to_all()) return Left{left, false};
  return Left{write_end(scope, news, user, "empty"), true};
}

}  // namespace heartlink::store::sql
