// SPDX-License-Identifier: Apache-2.0
// What is unread: messages of others above one's mark, since one came, and still kept. Used by the readings
// of conversations and by the jobs that move marks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/limits.h"
#include "model/member.h"
#include "store/sql/rows.h"

namespace heartlink::store::sql {

// One person's place in a room.
struct Seat {
  StoredRoom stored;
  model::Role role = model::Role::member;
  model::EntryId read;
  model::EntryId since;
};

// The row of `active_rooms_of` and `rooms_of`.
[[nodiscard]] Seat seat_of(Query& row, const std::string& epoch);

// Every active room of which this person is a member.
[[nodiscard]] std::vector<Seat> active_seats(Connection& connection, model::UserId user,
                                             const std::string& epoch);

// Up to here nothing is unread.
[[nodiscard]] model::EntryId unread_after(const Seat& seat);

// At most unread_max. Looks at the newest entries only, some ten thousand, so that somebody who wrote more
// than that by himself does not hold up a reader.
[[nodiscard]] std::uint32_t count_unread(Connection& connection, const base::Limits& limits, const Seat& seat,
                                         model::UserId user);

// The same bound for who reads what was counted.
[[nodiscard]] model::EntryId unread_after(const Seat& seat, const base::Limits& limits);

}  // namespace heartlink::store::sql
