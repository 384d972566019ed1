// SPDX-License-Identifier: Apache-2.0
#include "store/sql/unread.h"

#include <algorithm>

namespace heartlink::store::sql {
namespace {

// How many entries are looked at for each one that may count.
constexpr std::int64_t looked_at_per_unread = 64;

}  // namespace

Seat seat_of(Query& row, const std::string& epoch) {
  Seat seat;
  seat.stored = stored_room_of(row, epoch);
  seat.role = static_cast<model::Role>(row.integer(room_columns));
  seat.read = {row.integer(room_columns + 1)};
  seat.since = {row.integer(room_columns + 2)};
  return seat;
}

std::vector<Seat> active_seats(Connection& connection, model::UserId user, const std::string& epoch) {
  std::vector<Seat> seats;
  Query row{connection, Dml::active_rooms_of, user.value};
  while (row.row()) seats.push_back(seat_of(row, epoch));
  return seats;
}

model::EntryId unread_after(const Seat& seat) {
  const model::EntryId gone{seat.stored.room.pruned_before.value - 1};
  return std::max({seat.read, seat.since, gone});
}

model::EntryId unread_after(const Seat& seat, const base::Limits& limits) {
  const std::int64_t looked_at = looked_at_per_unread * limits.unread_max;
  const model::EntryId too_old{seat.stored.room.last_id.value - looked_at};
  return std::max(unread_after(seat), too_old);
}

std::uint32_t count_unread(Connection& connection, const base::Limits& limits, const Seat& seat,
                           model::UserId user) {
  if (seat.stored.room.status != model::RoomStatus::active) return 0;
  const auto after = unread_after(seat, limits);
  if (after >= seat.stored.room.last_id) return 0;
  Query count{connection, Dml::count_unread, seat.stored.key, after.value, user.value, limits.unread_max};
  return count.row() ? static_cast<std::uint32_t>(count.integer(0)) : 0;
}

}  // namespace heartlink::store::sql
