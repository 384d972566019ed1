// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/match/read_ledger.h"

#include <cstdio>
#include <ctime>
#include <map>
#include <stdexcept>

#include <boost/json.hpp>

#include "tests/fault/history/database_file.h"
#include "tests/fault/match/fields.h"

namespace heartlink::fault::match {
namespace {

namespace json = boost::json;

void read_people(const DatabaseFile& database, Ledger& ledger) {
  database.each_row("SELECT id, name FROM users ORDER BY id", [&](const DatabaseRow& row) {
    ledger.names.resize(static_cast<std::size_t>(row.number(0)) + 1);
    ledger.names.back() = row.text(1);
  });
  database.each_row(
      "SELECT user_id, blocked_id FROM blocks UNION SELECT user_id, blocked_id FROM alias_blocks",
      [&](const DatabaseRow& row) { ledger.walls.push_back({row.number(0), row.number(1)}); });
}

void read_tickets(const DatabaseFile& database, Ledger& ledger) {
  database.each_row(
      "SELECT id, kind, user_id, number, state, room_id, partner, since, expires_at, offered_at"
      " FROM tickets ORDER BY id",
      [&](const DatabaseRow& row) {
        auto& ticket = ledger.tickets.emplace_back();
        ticket.id = row.number(0);
        ticket.heart = row.number(1) == 1;
        ticket.user = row.number(2);
        ticket.number = row.text(3);
        ticket.state = static_cast<TicketState>(row.number(4));
        ticket.room = row.text(5);
        ticket.partner = row.number(6);
        ticket.since = row.number(7);
        ticket.expires = row.number(8);
        ticket.offered = row.number(9);
      });
}

void read_rooms(const DatabaseFile& database, Ledger& ledger) {
  std::map<std::int64_t, std::size_t> places;
  database.each_row(
      "SELECT room, room_id, status, user1, user2, created_at FROM rooms"
      " WHERE room_id LIKE 'match-%' OR room_id LIKE 'heart-%' ORDER BY room",
      [&](const DatabaseRow& row) {
        places[row.number(0)] = ledger.rooms.size();
        auto& room = ledger.rooms.emplace_back();
        room.id = row.text(1);
        room.active = row.number(2) == 1;
        room.users = {row.number(3), row.number(4)};
        room.created = row.number(5);
      });
  database.each_row("SELECT room, user_id FROM members", [&](const DatabaseRow& row) {
    const auto found = places.find(row.number(0));
    if (found != places.end()) ledger.rooms[found->second].members.push_back(row.number(1));
  });
  database.each_row("SELECT room, id FROM entries WHERE kind = 1", [&](const DatabaseRow& row) {
    const auto found = places.find(row.number(0));
    if (found != places.end()) ledger.rooms[found->second].messages.push_back(row.number(1));
  });
}

void read_events(const DatabaseFile& database, Ledger& ledger) {
  database.each_row("SELECT user_id, useq, body, created_at FROM user_events ORDER BY user_id, useq",
                    [&](const DatabaseRow& row) {
                      const auto body = json::parse(row.text(2)).as_object();
                      auto& event = ledger.events.emplace_back();
                      event.user = row.number(0);
                      event.useq = row.number(1);
                      event.type = text_in(body, "type");
                      event.room = text_in(body, "room_id");
                      event.reason = text_in(body, "reason");
                      const auto* back = body.if_contains("back_in_pool");
                      event.back = back != nullptr && *back == true;
                      event.expires = micros_of(text_in(body, "expires_at"));
                      event.created = row.number(3);
                    });
}

}  // namespace

Ledger read_ledger(const std::string& path) {
  const DatabaseFile database{path};
  database.each_row("PRAGMA integrity_check", [](const DatabaseRow& row) {
    if (row.text(0) != "ok") throw std::runtime_error("integrity_check: " + row.text(0));
  });
  Ledger ledger;
  read_people(database, ledger);
  read_tickets(database, ledger);
  read_rooms(database, ledger);
  read_events(database, ledger);
  return ledger;
}

std::int64_t count_offered(const std::string& path) {
  std::int64_t offered = 0;
  DatabaseFile{path}.each_row("SELECT count(*) FROM tickets WHERE state = 1",
                              [&](const DatabaseRow& row) { offered = row.number(0); });
  return offered;
}

Micros micros_of(const std::string& iso8601) {
  std::tm parts{};
  int micros = 0;
  const int read = std::sscanf(iso8601.c_str(), "%d-%d-%dT%d:%d:%d.%6d", &parts.tm_year, &parts.tm_mon,
                               &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec, &micros);
  if (read < 6) return 0;
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return static_cast<Micros>(timegm(&parts)) * 1'000'000 + micros;
}

}  // namespace heartlink::fault::match
