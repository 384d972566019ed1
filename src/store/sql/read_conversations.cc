// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_conversations.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "store/sql/snapshot.h"
#include "store/sql/unread.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// A list of hundreds of big rooms must not count hundreds of thousands of people.
constexpr std::int64_t members_counted = 1000;

std::uint32_t count_members(Connection& connection, std::int64_t room, std::int64_t most) {
  Query count{connection, Dml::count_members, room, most};
  return count.row() ? static_cast<std::uint32_t>(count.integer(0)) : 0;
}

// The head, if it is still kept: what is gone are the oldest.
std::optional<model::Entry> newest_entry(Connection& connection, const Engine& engine,
                                         const StoredRoom& stored) {
  const model::Room& room = stored.room;
  if (room.last_id < room.pruned_before) return std::nullopt;
  constexpr int one = 1;
  Query row{connection, Dml::entries_after, stored.key, room.last_id.value - 1, one};
  if (!row.row()) return std::nullopt;
  auto entry = entry_of(row, room);
  if (engine.filter != nullptr) engine.filter->mark(room, entry);
  return entry;
}

std::optional<model::User> other_of(Connection& connection, const model::Room& room, model::UserId user) {
  if (!room.is_pair()) return std::nullopt;
  const auto other = room.user1 == user ? room.user2 : room.user1;
  if (!other) return std::nullopt;
  return find_user(connection, *other);
}

model::EntryId others_read(Connection& connection, const Engine& engine, std::int64_t room,
                           model::UserId user) {
  Query row{connection, Dml::others_read, room, user.value, model::Role::member, engine.limits.room_members};
  return row.row() ? model::EntryId{row.integer(0)} : model::EntryId{};
}

Conversation conversation_of(Connection& connection, const Engine& engine, Seat seat, model::UserId user) {
  Conversation conversation;
  conversation.role = seat.role;
  conversation.last = newest_entry(connection, engine, seat.stored);
  conversation.other = other_of(connection, seat.stored.room, user);
  if (seat.stored.room.is_pair() && conversation.last && conversation.last->sender == user) {
    conversation.others_read = others_read(connection, engine, seat.stored.key, user);
  }
  conversation.unread = count_unread(connection, engine.limits, seat, user);
  conversation.read_up_to = seat.read;
  conversation.member_count = count_members(connection, seat.stored.key, members_counted);
  conversation.room = std::move(seat.stored.room);
  return conversation;
}

UnreadRoom unread_of(Connection& connection, const Engine& engine, const Seat& seat, std::uint32_t unread) {
  const std::int64_t crowd = engine.limits.crowd_members;
  const bool is_crowd = count_members(connection, seat.stored.key, crowd + 1) > crowd;
  return {seat.stored.room.id, unread, seat.stored.room.last_id, is_crowd};
}

// The newest unread messages of one room, the newest first.
std::vector<Notice> notices_in(Connection& connection, const Engine& engine, const Seat& seat,
                               model::UserId user, std::uint32_t most) {
  std::vector<Notice> notices;
  const auto after = unread_after(seat, engine.limits);
  Query row{connection, Dml::newest_unread, seat.stored.key, after.value, user.value, most};
  while (row.row()) {
    auto& notice = notices.emplace_back();
    notice.entry = entry_of(row, seat.stored.room);
    notice.id = notice_id(seat.stored.key, notice.entry.id);
    notice.room_name = seat.stored.room.name;
  }
  return notices;
}

// Newer first; of the same moment, the one that names itself higher.
bool is_newer(const Notice& a, const Notice& b) {
  return std::tie(a.entry.created_at, a.id) > std::tie(b.entry.created_at, b.id);
}

}  // namespace

Result<std::vector<Conversation>> read_conversations(Connection& connection, const Engine& engine,
                                                     model::UserId user) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  std::vector<Seat> seats;
  {
    Query row{connection, Dml::rooms_of, user.value, engine.limits.rooms_per_user};
    while (row.row()) seats.push_back(seat_of(row, engine.epoch));
  }
  std::vector<Conversation> conversations;
  for (Seat& seat : seats) {
    if (!snapshot.in_time()) return too_slow();
    conversations.push_back(conversation_of(connection, engine, std::move(seat), user));
  }
  return conversations;
}

Result<std::vector<UnreadRoom>> read_unread(Connection& connection, const Engine& engine,
                                            model::UserId user) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  std::vector<UnreadRoom> rooms;
  for (const Seat& seat : active_seats(connection, user, engine.epoch)) {
    if (!snapshot.in_time()) return too_slow();
    const auto unread = count_unread(connection, engine.limits, seat, user);
    if (unread > 0) rooms.push_back(unread_of(connection, engine, seat, unread));
  }
  return rooms;
}

Result<UnreadRoom> read_unread_in(Connection& connection, const Engine& engine, model::UserId user,
                                  const model::RoomId& id) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  auto found = find_room(connection, id, engine.epoch);
  if (!found || found->room.status != model::RoomStatus::active) return base::fail(Code::not_a_member);
  const auto place = membership(connection, found->key, user);
  if (!place.member) return base::fail(Code::not_a_member);
  const Seat seat{std::move(*found), place.role, place.read_up_to, place.since};
  return unread_of(connection, engine, seat, count_unread(connection, engine.limits, seat, user));
}

Result<Notices> read_notices(Connection& connection, const Engine& engine, model::UserId user,
                             std::uint32_t most) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  Notices found;
  for (Seat& seat : active_seats(connection, user, engine.epoch)) {
    if (!snapshot.in_time()) return too_slow();
    const auto unread = count_unread(connection, engine.limits, seat, user);
    if (unread == 0) continue;
    found.total += unread;
    auto newest = notices_in(connection, engine, seat, user, most);
    std::move(newest.begin(), newest.end(), std::back_inserter(found.newest));
    // What is kept of all rooms so far is no longer than what one room may give.
    std::sort(found.newest.begin(), found.newest.end(), is_newer);
    if (found.newest.size() > most) found.newest.resize(most);
    found.rooms.emplace_back(std::move(seat.stored.room), unread);
  }
  std::stable_sort(found.rooms.begin(), found.rooms.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return found;
}

}  // namespace heartlink::store::sql
