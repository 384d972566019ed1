// SPDX-License-Identifier: Apache-2.0
#include "store/sql/join_room.h"

#include <optional>

#include "store/sql/admission.h"
#include "store/sql/append.h"
#include "store/sql/rows.h"
#include "store/sql/seats.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;
using model::Role;

struct Invite {
  std::string room_id;
  base::WallTime expires_at;
  std::optional<std::int64_t> uses_left;
};

std::optional<Invite> find_invite(Connection& connection, const std::string& code_hash) {
  Query row{connection, Dml::find_invite, Blob{code_hash}};
  if (!row.row()) return std::nullopt;
  return Invite{row.text(0), base::WallTime{row.integer(1)}, row.integer_or_null(2)};
}

// A group's invite does not say whether the room has ended, a public room's id does.
std::optional<Code> closed(const model::Room& room, const std::optional<Invite>& invite) {
  const bool ended = room.status != model::RoomStatus::active;
  if (invite) return ended ? std::optional{Code::invite_invalid} : std::nullopt;
  if (room.type != model::RoomType::public_room) return Code::not_a_member;
  return ended ? std::optional{Code::room_ended} : std::nullopt;
}

bool is_used_up(const Invite& invite, base::WallTime now) {
  return invite.expires_at <= now || (invite.uses_left && *invite.uses_left <= 0);
}

Joined joined(const WriteScope& scope, const std::string& epoch, bool already) {
  const LockedRoom& locked = *scope.run.room();
  Joined joined;
  joined.room = locked.room;
  joined.room.last_id = {locked.last_id};
  joined.room.epoch = room_epoch(epoch, locked.key);
  joined.already = already;
  return joined;
}

}  // namespace

Result<bool> write_invite(WriteScope& scope, const base::Limits& limits, const NewInvite& invite) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const Rights by = scope.run.rights(invite.by.id);
  if (const auto refused = refusal(room->room, by)) return base::fail(*refused);
  const Role rank = rank_of(room->room, by);
  if (rank == Role::guest) return base::fail(Code::not_a_member);
  if (rank > Role::admin || room->room.type != model::RoomType::group) return base::fail(Code::not_allowed);
  Query{scope.connection, Dml::drop_dead_invites, room->key, scope.now.us}.run();
  {
    Query count{scope.connection, Dml::count_invites, room->key};
    if (count.row() && count.integer(0) >= limits.invites_per_room) return base::fail(Code::too_many_rooms);
  }
  std::optional<std::int64_t> uses;
  if (invite.uses) uses = *invite.uses;
  Query{scope.connection, Dml::insert_invite,  Blob{invite.code_hash}, room->key, invite.by.id.value, uses,
        scope.now.us,     invite.expires_at.us}
      .run();
  return true;
}

Result<Joined> write_join(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                          const std::string& epoch, const JoinRoom& join) {
  std::optional<Invite> invite;
  if (!join.code_hash.empty()) {
    invite = find_invite(scope.connection, join.code_hash);
    if (!invite) return base::fail(Code::invite_invalid);
    scope.run.visit(invite->room_id);
  }
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const auto user = join.user.id;
  const Rights rights = scope.run.rights(user);
  if (!rights.known || rights.disabled) return base::fail(Code::account_disabled);
  const bool active = room->room.status == model::RoomStatus::active;
  if (active && rights.member()) return joined(scope, epoch, true);
  if (const auto refused = closed(room->room, invite)) return base::fail(*refused);
  if (invite && is_used_up(*invite, scope.now)) return base::fail(Code::invite_invalid);
  if (was_removed(scope.connection, room->key, user)) return base::fail(Code::not_a_member);
  if (const auto full = no_seat(scope.connection, limits, room->key, user)) return base::fail(*full);

  if (invite) Query{scope.connection, Dml::use_invite, Blob{join.code_hash}}.run();
  take_seat(scope, news, {room->key, room->room.id, room->last_id}, user, Role::member);
  append(
      scope, news,
      member_changed(join.user, join.user, model::MemberAction::joined, std::string{word_of(Role::member)}));
  return joined(scope, epoch, false);
}

}  // namespace heartlink::store::sql
