// SPDX-License-Identifier: Apache-2.0
#include "store/sql/rows.h"

#include "base/crypto.h"
#include "model/face.h"

namespace heartlink::store::sql {
namespace {

template <class Id>
std::optional<Id> id_or_null(std::optional<std::int64_t> number) {
  if (!number) return std::nullopt;
  return Id{*number};
}

}  // namespace

std::string room_epoch(const std::string& epoch, std::int64_t room) {
  constexpr std::size_t bytes = 8;
  return base::hex(base::sha256(epoch + '/' + std::to_string(room)).substr(0, bytes));
}

StoredRoom stored_room_of(Query& row) {
  StoredRoom found;
  found.key = row.integer(0);
  found.room.id.value = row.text(1);
  found.room.type = static_cast<model::RoomType>(row.integer(2));
  found.room.status = static_cast<model::RoomStatus>(row.integer(3));
  found.room.made_by = static_cast<model::MadeBy>(row.integer(4));
  found.room.user1 = id_or_null<model::UserId>(row.integer_or_null(5));
  found.room.user2 = id_or_null<model::UserId>(row.integer_or_null(6));
  found.room.last_id = {row.integer(7)};
  found.room.created_at = {row.integer(8)};
  found.room.name = row.text(9);
  found.room.pruned_before = {row.integer(10)};
  found.room.alias1 = row.text(11);
  found.room.alias2 = row.text(12);
  found.room.revealed = static_cast<std::uint8_t>(row.integer(13));
  found.room.kept = static_cast<std::uint8_t>(row.integer(14));
  return found;
}

StoredRoom stored_room_of(Query& row, const std::string& epoch) {
  auto found = stored_room_of(row);
  found.room.epoch = room_epoch(epoch, found.key);
  return found;
}

std::optional<StoredRoom> find_room(Connection& connection, const model::RoomId& id,
                                    const std::string& epoch) {
  Query row{connection, Dml::read_room, id.value};
  if (!row.row()) return std::nullopt;
  return stored_room_of(row, epoch);
}

Membership membership(Connection& connection, std::int64_t room, model::UserId user) {
  Query row{connection, Dml::membership, room, user.value};
  if (!row.row()) return {};
  Membership membership;
  membership.role = static_cast<model::Role>(row.integer(0));
  membership.member = membership.role != model::Role::guest;
  membership.read_up_to = {row.integer(1)};
  membership.since = {row.integer(2)};
  membership.muted_until = {row.integer(3)};
  return membership;
}

bool was_removed(Connection& connection, std::int64_t room, model::UserId user) {
  Query row{connection, Dml::was_removed, room, user.value};
  return row.row();
}

bool may_enter(Connection& connection, const StoredRoom& stored, const Membership& place,
               model::UserId user) {
  if (place.member) return true;
  return stored.room.open_to_all() && !was_removed(connection, stored.key, user);
}

std::optional<StoredEntry> entry_at(Connection& connection, std::int64_t room, model::EntryId id) {
  Query row{connection, Dml::entry_at, room, id.value};
  if (!row.row()) return std::nullopt;
  StoredEntry entry;
  entry.kind = static_cast<model::EntryKind>(row.integer(0));
  entry.sender = {row.integer(1)};
  entry.created_at = {row.integer(2)};
  entry.subject = id_or_null<model::EntryId>(row.integer_or_null(3));
  return entry;
}

model::Entry entry_of(Query& row, const model::Room& room) {
  model::Entry entry;
  entry.room = room.id;
  entry.id = {row.integer(0)};
  entry.kind = static_cast<model::EntryKind>(row.integer(1));
  entry.sender = {row.integer(2)};
  entry.sender_name = row.text(3);
  entry.client_id = row.text(4);
  entry.content = row.text(5);
  entry.message_type = row.text(6);
  entry.reply_to = id_or_null<model::EntryId>(row.integer_or_null(7));
  entry.created_at = {row.integer(8)};
  if (entry.kind == model::EntryKind::member_changed) {
    entry.member = {row.integer(9)};
    entry.member_name = row.text(10);
  } else {
    entry.target = id_or_null<model::EntryId>(row.integer_or_null(9));
  }
  model::present_people(entry, room);
  return entry;
}

model::User user_of(Query& row) {
  model::User user;
  user.id = {row.integer(0)};
  user.name = row.text(1);
  user.staff = row.integer(2) != 0;
  user.disabled = row.integer(3) != 0;
  user.created_at = {row.integer(4)};
  return user;
}

std::optional<model::User> find_user(Connection& connection, model::UserId id) {
  Query row{connection, Dml::user_by_id, id.value};
  if (!row.row()) return std::nullopt;
  return user_of(row);
}

base::WallTime muted_until_of(Connection& connection, model::UserId id) {
  Query row{connection, Dml::muted_until_of, id.value};
  return row.row() ? base::WallTime{row.integer(0)} : base::WallTime{};
}

std::optional<model::Preferences> preferences_of(Connection& connection, model::UserId id) {
  Query row{connection, Dml::preferences_of, id.value};
  if (!row.row()) return std::nullopt;
  return model::Preferences{row.integer(0) != 0, row.integer(1) != 0};
}

}  // namespace heartlink::store::sql
