// SPDX-License-Identifier: Apache-2.0
#include "store/sql/read_match.h"

#include <utility>

#include "store/sql/rows.h"
#include "store/sql/snapshot.h"
#include "store/sql/tickets.h"

namespace heartlink::store::sql {
namespace {

void add_room(Connection& connection, Meeting& meeting, model::Room room, model::UserId user) {
  const auto partner = room.user1 == user ? room.user2 : room.user1;
  if (partner) meeting.partner = find_user(connection, *partner);
  meeting.room = std::move(room);
}

}  // namespace

Company read_company(Connection& connection, model::UserId user, base::WallTime met_since) {
  Company company;
  {
    Query row{connection, Dml::walls_of, user.value};
    while (row.row()) {
      const model::UserId other{row.integer(0)};
      auto& walls = company.walls;
      if (walls.empty() || walls.back().user != other) walls.push_back({other, false, false});
      (row.integer(1) != 0 ? walls.back().by_me : walls.back().by_him) = true;
    }
  }
  company.muted_until = muted_until_of(connection, user);
  Query row{connection, Dml::met_by, user.value, met_since.us};
  while (row.row()) company.met.push_back({model::UserId{row.integer(0)}, base::WallTime{row.integer(1)}});
  return company;
}

base::Result<LiveTickets> read_live(Connection& connection, base::WallTime met_since) {
  LiveTickets live;
  {
    Query row{connection, Dml::live_tickets};
    while (row.row()) live.tickets.emplace_back().ticket = ticket_of(row);
  }
  for (auto& one : live.tickets) one.company = read_company(connection, one.ticket.user, met_since);
  Query newest{connection, Dml::newest_ticket_id};
  if (newest.row()) live.newest = {newest.integer(0)};
  return live;
}

base::Result<std::vector<QueuedTicket>> read_queue(Connection& connection, std::uint32_t limit) {
  std::vector<QueuedTicket> queue;
  Query row{connection, Dml::queued_tickets, limit};
  while (row.row()) {
    auto& one = queue.emplace_back();
    one.ticket = ticket_of(row);
    one.username = row.text(ticket_columns);
  }
  return queue;
}

base::Result<Meeting> read_newest(Connection& connection, const Engine& engine, model::UserId user,
                                  model::MatchKind kind) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  Meeting meeting;
  {
    Query row{connection, Dml::newest_ticket, user.value, kind};
    if (!row.row()) return meeting;
    meeting.ticket = ticket_of(row);
  }
  if (meeting.ticket->room.value.empty()) return meeting;
  if (auto found = find_room(connection, meeting.ticket->room, engine.epoch)) {
    add_room(connection, meeting, std::move(found->room), user);
  }
  return meeting;
}

base::Result<Meeting> read_reunion(Connection& connection, const Engine& engine, model::UserId user) {
  const Snapshot snapshot{connection, engine.clock, engine.limits.read_many_deadline};
  Meeting meeting;
  std::optional<StoredRoom> found;
  {
    Query row{connection, Dml::heart_room_of, user.value};
    if (row.row()) found = stored_room_of(row, engine.epoch);
  }
  if (found) add_room(connection, meeting, std::move(found->room), user);
  return meeting;
}

}  // namespace heartlink::store::sql
