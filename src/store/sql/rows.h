// SPDX-License-Identifier: Apache-2.0
// Rows as values of the model: the one place that knows which column means what. Used by the ports' readings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/entry.h"
#include "model/member.h"
#include "model/preferences.h"
#include "model/room.h"
#include "model/user.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {

// The numbers are stored: a new value goes to the end of its enumeration.
static_assert(static_cast<int>(model::RoomType::system) == 3);
static_assert(static_cast<int>(model::RoomStatus::ended) == 2);
static_assert(static_cast<int>(model::MadeBy::test) == 5);
static_assert(static_cast<int>(model::MadeBy::system) == 6);
static_assert(static_cast<int>(model::EntryKind::recalled) == 5);
static_assert(static_cast<int>(model::Role::guest) == 3);

// A room as stored. `key` is what other tables call it by.
struct StoredRoom {
  std::int64_t key = 0;
  model::Room room;
};

// What one person is in a room. A guest is no member, but his mark counts; a stranger has none.
struct Membership {
  bool member = false;
  model::Role role = model::Role::guest;
  model::EntryId read_up_to;
  model::EntryId since;  // what stood there when he came
  base::WallTime muted_until;
};

// Of one room's log: another one for a room that was removed and made again, whose ids begin anew.
[[nodiscard]] std::string room_epoch(const std::string& epoch, std::int64_t room);

// room, room_id, room_type, status, made_by, user1, user2, last_id, created_at, name, pruned_before, alias1,
// alias2, revealed, kept from column 0; without an epoch, or with that of the room (`epoch` is the store's).
inline constexpr int room_columns = 15;
[[nodiscard]] StoredRoom stored_room_of(Query& row);
[[nodiscard]] StoredRoom stored_room_of(Query& row, const std::string& epoch);

// Nothing when there is no such room.
[[nodiscard]] std::optional<StoredRoom> find_room(Connection& connection, const model::RoomId& id,
                                                  const std::string& epoch);

[[nodiscard]] Membership membership(Connection& connection, std::int64_t room, model::UserId user);

// Taken out, and not added again since.
[[nodiscard]] bool was_removed(Connection& connection, std::int64_t room, model::UserId user);

// A member may; where a room is open to all, so may anybody who was not taken out.
[[nodiscard]] bool may_enter(Connection& connection, const StoredRoom& stored, const Membership& place,
                             model::UserId user);

// One entry as the log has it, for who decides about it.
struct StoredEntry {
  model::EntryKind kind = model::EntryKind::message;
  model::UserId sender;
  base::WallTime created_at;
  std::optional<model::EntryId> subject;

  [[nodiscard]] bool is_message() const {  // also one that was recalled
    return kind == model::EntryKind::message || kind == model::EntryKind::recalled;
  }
};
[[nodiscard]] std::optional<StoredEntry> entry_at(Connection& connection, std::int64_t room,
                                                  model::EntryId id);

// The row of `entries_after` and its like, with its people as they appear in the room.
[[nodiscard]] model::Entry entry_of(Query& row, const model::Room& room);

// id, name, staff, disabled, created_at from column 0.
[[nodiscard]] model::User user_of(Query& row);

[[nodiscard]] std::optional<model::User> find_user(Connection& connection, model::UserId id);

// Until when an operator has muted this person; zero: not at all, or there is no such person.
[[nodiscard]] base::WallTime muted_until_of(Connection& connection, model::UserId id);

// What this person chose; nothing when there is no such person.
[[nodiscard]] std::optional<model::Preferences> preferences_of(Connection& connection, model::UserId id);

}  // namespace heartlink::store::sql
