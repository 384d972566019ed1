// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_rooms.h"

#include <limits>
#include <utility>

#include "store/sql/rows.h"
#include "store/sql/snapshot.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// The row of `room_details` and `rooms_before`.
RoomDetails details_of(Query& row, const std::string& epoch) {
  auto stored = stored_room_of(row, epoch);
  RoomDetails details;
  details.key = stored.key;
  details.room = std::move(stored.room);
  constexpr int next = room_columns;
  if (const auto ended = row.integer_or_null(next)) details.ended_at = base::WallTime{*ended};
  details.user1 = row.text(next + 1);
  details.user2 = row.text(next + 2);
  details.member_count = static_cast<std::uint32_t>(row.integer(next + 3));
  return details;
}

Member member_of(Query& row) {
  Member member;
  member.name = row.text(0);
  member.role = word_of(static_cast<model::Role>(row.integer(1)));
  member.joined_at = {row.integer(2)};
  member.read = {row.integer(3)};
  member.delivered = {row.integer(4)};
  return member;
}

// The numbers of an enumeration that pass a filter.
struct Passing {
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::uint8_t>::max();
};
template <class Enum>
Passing passing(const std::optional<Enum>& wanted) {
  if (!wanted) return {};
  return {static_cast<std::int64_t>(*wanted), static_cast<std::int64_t>(*wanted)};
}

}  // namespace

Result<RoomDetails> read_details(Connection& connection, const Engine& engine, const model::RoomId& id) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  RoomDetails details;
  {
    Query row{connection, Dml::room_details, id.value};
    if (!row.row()) return base::fail(Code::room_not_found);
    details = details_of(row, engine.epoch);
  }
  Query row{connection, Dml::members_of, details.key, engine.limits.history_page};
  while (row.row()) details.members.push_back(member_of(row));
  return details;
}

Result<std::vector<RoomDetails>> read_rooms(Connection& connection, const Engine& engine,
                                            const RoomsQuery& query) {
  const auto before = query.before > 0 ? query.before : std::numeric_limits<std::int64_t>::max();
  const auto status = passing(query.status);
  const auto made_by = passing(query.made_by);
  std::vector<RoomDetails> rooms;
  Query row{connection,  Dml::rooms_before, before,       status.first,
            status.last, made_by.first,     made_by.last, query.limit};
  while (row.row()) rooms.push_back(details_of(row, engine.epoch));
  return rooms;
}

}  // namespace heartlink::store::sql
