// SPDX-License-Identifier: Apache-2.0
// The port of who is in a room and who may do what there. Every change is an entry of the room's log, decided
// in the transaction that writes it; what takes a right away is published before its answer. Whose account is
// disabled does nothing here (account_disabled). Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/member.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::store {

// One change by one person to another.
struct MemberChange {
  enum class Kind : std::uint8_t { add, remove, mute, role };

  MemberChange() = default;

  model::RoomId room;
  model::User by;  // staff count as admins in public rooms
  model::User subject;
  Kind kind = Kind::add;
  model::Role role = model::Role::member;  // of `role`
  std::optional<base::WallTime> muted_until;  // of `mute`; empty: not muted any more
};

struct NewInvite {
  NewInvite() = default;

  model::RoomId room;
  model::User by;
  std::string code_hash;  // 32 bytes; the code itself is told once and not kept
  std::optional<std::uint32_t> uses;  // empty: no bound
  base::WallTime expires_at;
};

// By an invite's code, or into a public room by its id.
struct JoinRoom {
  JoinRoom() = default;

  model::User user;
  std::string code_hash;  // empty: by `room`
  std::optional<model::RoomId> room;
};

struct Joined {
  Joined() = default;

  model::Room room;
  bool already = false;  // was a member; nothing was written and no use taken
};

struct Left {
  model::EntryId id;  // of the last entry that leaving wrote
  bool ended = false;  // the room has ended with it
};

// Of what both of two have to say: one of them has said it.
struct Consent {
  model::EntryId id;  // of the entry; 0: he had said it before
  bool theirs = false;  // the other one has said it too, so it holds
};

struct Participant {
  Participant() = default;

  model::User user;
  model::Role role = model::Role::member;
  base::WallTime joined_at;
  std::optional<base::WallTime> muted_until;
  model::EntryId read;  // 0 where the viewer is not told it
  model::EntryId delivered;
};

struct Participants {
  Participants() = default;

  model::Room room;
  std::vector<Participant> people;  // members, user1 and user2 first, then as they came; at most history_page
  std::uint32_t member_count = 0;
};

class MemberStore {
 public:
  virtual ~MemberStore() = default;

  // Owner and admins add, remove and mute whoever has a lower role; the owner alone gives roles, and with
  // `owner` his own away (he becomes admin). A removed person's sockets are detached behind the entry, and he
  // comes back only when somebody adds him. Whoever has blocked `by` cannot be added, nor whom `by` has
  // blocked under an alias only. The value: the entry; id 0 when it was so already and nothing was written.
  // Errors: room_not_found, room_ended, not_a_member
  // (`by` is none), not_allowed (role too low, or a room of two), member_not_found, not_accepting, room_full,
  // too_many_rooms, busy, storage_full, unavailable.
  virtual void change(MemberChange change, base::Done<model::EntryId> done) = 0;

  // Leaves a group; its owner's place goes to the admin, else the member, who has been there the longest;
  // with the last one the room ends (reason `empty`). Leaving a room of two ends it (reason `left`). Errors:
  // room_not_found, room_ended, not_a_member, busy, storage_full, unavailable.
  virtual void leave(model::RoomId room, model::User user, base::Done<Left> done) = 0;

  // Errors: room_not_found, room_ended, not_a_member, not_allowed (no owner or admin, or no group),
  // too_many_rooms (limits.invites_per_room are open), busy, storage_full, unavailable.
  virtual void invite(NewInvite invite, base::Done<bool> done) = 0;

  // Whoever is a member already is told so, whatever became of the way he came.
  // Errors: invite_invalid (unknown, expired, used up, or its room has ended), room_not_found, room_ended,
  // not_a_member (was removed; or the room of this id is not public), room_full, too_many_rooms, busy,
  // storage_full, unavailable.
  virtual void join(JoinRoom join, base::Done<Joined> done) = 0;

  // One of two under aliases wants to be seen by name. When both do, everybody is from then on, in what was
  // said before too; if one of them had blocked the other by name, the room ends (reason `left`). Errors:
  // room_not_found, room_ended, not_a_member, not_allowed (a room without aliases), busy, storage_full,
  // unavailable.
  virtual void reveal(model::RoomId room, model::User user, base::Done<Consent> done) = 0;

  // One of two who were matched wants the room kept. When both do it is a direct one. Errors: as of reveal;
  // not_allowed is no match.
  virtual void keep(model::RoomId room, model::User user, base::Done<Consent> done) = 0;

  // With their own names, also of a room with aliases. Errors: room_not_found, not_a_member, busy.
  virtual void participants(model::RoomId room, model::UserId viewer, base::Done<Participants> done) = 0;

  // One person as somebody sees him who is he himself or shares an active room with him that is not open to
  // all, and in which the two do not appear under aliases. Errors: user_not_found, busy.
  virtual void acquaintance(model::UserId viewer, model::UserId person, base::Done<model::User> done) = 0;
};

}  // namespace heartlink::store
