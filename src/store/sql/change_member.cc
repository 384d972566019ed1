// SPDX-License-Identifier: Apache-2.0
#include "store/sql/change_member.h"

#include <string>

#include "store/sql/admission.h"
#include "store/sql/append.h"
#include "store/sql/query.h"
#include "store/sql/seats.h"
#include "store/sql/two_people.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;
using model::EntryId;
using model::MemberAction;
using model::Role;

// Nothing was written, because it was so already.
constexpr EntryId unchanged;

// What a change is decided with.
struct Case {
  WriteScope& scope;
  model::Parcel& news;
  const base::Limits& limits;
  const MemberChange& change;
  const LockedRoom& room;
  Role rank;       // of who changes
  Rights subject;  // of whom it is about
};

EntryId note(const Case& c, const model::User& subject, MemberAction action, std::string content = {}) {
  return append(c.scope, c.news, member_changed(c.change.by, subject, action, std::move(content)));
}

// Nobody acts on an equal or a higher role, and so nobody on himself. In a room that is open to all whoever
// comes in is within reach.
std::optional<Code> out_of_reach(const Case& c) {
  const bool may_be_here = c.subject.known && c.room.room.open_to_all();
  if (!c.subject.member() && !may_be_here) return Code::member_not_found;
  if (c.rank >= rank_of(c.room.room, c.subject)) return Code::not_allowed;
  return std::nullopt;
}

// The other has blocked him; or he has the other, under an alias and not by name as well, for then nothing
// may tell of the alias.
bool is_kept_apart(const Case& c) {
  auto& connection = c.scope.connection;
  const auto by = c.change.by.id;
  const auto subject = c.change.subject.id;
  if (has_wall(connection, subject, by)) return true;
  return has_wall(connection, by, subject) && !has_blocked(connection, by, subject);
}

Result<EntryId> add(const Case& c) {
  const auto subject = c.change.subject.id;
  if (!c.subject.known) return base::fail(Code::member_not_found);
  if (c.subject.member()) return unchanged;
  if (c.subject.disabled) return base::fail(Code::not_accepting);
  if (is_kept_apart(c)) return base::fail(Code::not_accepting);
  if (const auto full = no_seat(c.scope.connection, c.limits, c.room.key, subject)) return base::fail(*full);
  Query{c.scope.connection, Dml::forget_removed, c.room.key, subject.value}.run();
  take_seat(c.scope, c.news, {c.room.key, c.room.room.id, c.room.last_id}, subject, Role::member);
  return note(c, c.change.subject, MemberAction::added, std::string{word_of(Role::member)});
}

Result<EntryId> remove(const Case& c) {
  if (const auto refused = out_of_reach(c)) return base::fail(*refused);
  const auto subject = c.change.subject.id;
  if (c.subject.removed) return unchanged;
  if (c.subject.member()) give_up_seat(c.scope, c.news, subject);
  c.scope.run.stale();
  Query{c.scope.connection, Dml::note_removed, c.room.key, subject.value}.run();
  return note(c, c.change.subject, MemberAction::removed);
}

// A mute that is over has ended by itself; taking it away then changes nothing.
Result<EntryId> mute(const Case& c) {
  if (const auto refused = out_of_reach(c)) return base::fail(*refused);
  const base::WallTime until = c.change.muted_until.value_or(base::WallTime{});
  const bool is_muted = c.subject.muted_until > c.scope.now;
  const bool mutes = until > c.scope.now;
  if (mutes ? until == c.subject.muted_until : !is_muted) return unchanged;
  Query{c.scope.connection,        Dml::set_mute,  c.room.key,
        c.change.subject.id.value, c.scope.now.us, mutes ? until.us : std::int64_t{0}}
      .run();
  c.scope.run.stale();
  if (!mutes) return note(c, c.change.subject, MemberAction::unmuted);
  return note(c, c.change.subject, MemberAction::muted, std::to_string(until.us));
}

EntryId set_role(const Case& c, const model::User& person, Role role) {
  Query{c.scope.connection, Dml::set_role, c.room.key, person.id.value, role}.run();
  c.scope.run.stale();
  return note(c, person, MemberAction::role, std::string{word_of(role)});
}

// A room has one owner: who gives that away becomes an admin, and nobody gives it up without an heir.
Result<EntryId> give_role(const Case& c) {
  if (c.rank != Role::owner || c.change.role == Role::guest) return base::fail(Code::not_allowed);
  if (!c.subject.member()) return base::fail(Code::member_not_found);
  if (c.change.role == *c.subject.role) return unchanged;
  if (c.change.subject.id == c.change.by.id) return base::fail(Code::not_allowed);
  const auto id = set_role(c, c.change.subject, c.change.role);
  if (c.change.role == Role::owner) set_role(c, c.change.by, Role::admin);
  return id;
}

}  // namespace

Result<EntryId> write_member_change(WriteScope& scope, model::Parcel& news, const base::Limits& limits,
                                    const MemberChange& change) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  const Rights by = scope.run.rights(change.by.id);
  if (const auto refused = refusal(room->room, by)) return base::fail(*refused);
  const Role rank = rank_of(room->room, by);
  if (rank == Role::guest) return base::fail(Code::not_a_member);
  if (rank > Role::admin || room->room.is_pair()) return base::fail(Code::not_allowed);
  const Case c{scope, news, limits, change, *room, rank, scope.run.rights(change.subject.id)};
  switch (change.kind) {
    case MemberChange::Kind::add:
      return add(c);
    case MemberChange::Kind::remove:
      return remove(c);
    case MemberChange::Kind::mute:
      return mute(c);
    case MemberChange::Kind::role:
      break;
  }
  return give_role(c);
}

}  // namespace heartlink::store::sql
