// SPDX-License-Identifier: Apache-2.0
// The database as a file, without any of the server's code: only SQLite and the schema.
#include <algorithm>

#include "model/entry.h"
#include "tests/fault/history/database_file.h"
#include "tests/fault/scenario/final_reads.h"

namespace heartlink::fault {
namespace {

using model::EntryKind;

// As entry_of() makes it of a frame. Columns: kind, content, message_type, the member's name.
Event entry_of(const DatabaseRow& row) {
  Event entry;
  switch (static_cast<EntryKind>(row.number(2))) {
    case EntryKind::message: {
      const auto body = row.text(3);
      entry.cid = body.substr(0, body.find(' '));
      entry.hash = hash_of(body);
      entry.text = "message";
      break;
    }
    case EntryKind::recall:
      entry.text = "recall";
      break;
    case EntryKind::ended:
      entry.text = "end";
      break;
    case EntryKind::member_changed:
      entry.text = row.text(4) + " " + row.text(5);
      break;
    case EntryKind::recalled:
      entry.text = "message recalled";
      break;
  }
  entry.id = row.number(1);
  return entry;
}

void find(HistoryWriter& history, const std::string& what) {
  Event finding;
  finding.what = What::finding;
  finding.text = "I11: " + what;
  history.write(std::move(finding));
}

}  // namespace

void read_database(const std::string& path, const std::vector<std::string>& rooms, HistoryWriter& history) {
  const DatabaseFile database{path};
  database.each_row("PRAGMA integrity_check", [&](const DatabaseRow& row) {
    if (row.text(0) != "ok") find(history, "integrity_check: " + row.text(0));
  });
  database.each_row("PRAGMA foreign_key_check", [&](const DatabaseRow& row) {
    find(history, "foreign_key_check: a row of " + row.text(0) + " points nowhere");
  });
  database.each_row(
      "SELECT r.room_id, r.last_id, coalesce(max(e.id), 0) FROM rooms r LEFT JOIN entries e USING (room) "
      "GROUP BY r.room HAVING r.last_id <> coalesce(max(e.id), 0)",
      [&](const DatabaseRow& row) {
        find(history, row.text(0) + " ends at " + row.text(1) + ", its newest entry is " + row.text(2));
      });
  database.each_row(
      "SELECT r.room_id, e.id, e.kind, e.content, e.message_type, u.name FROM entries e JOIN rooms r "
      "USING (room) LEFT JOIN users u ON u.id = e.subject ORDER BY e.room, e.id",
      [&](const DatabaseRow& row) {
        auto entry = entry_of(row);
        entry.what = What::history;
        entry.client = "database";
        entry.room = row.text(0);
        if (std::ranges::find(rooms, entry.room) == rooms.end()) return;
        history.write(std::move(entry));
      });
}

std::vector<Unread> unread_in_database(const std::string& path) {
  const DatabaseFile database{path};
  std::vector<Unread> all;
  database.each_row(
      "SELECT u.name, r.room_id, m.read_up_to, (SELECT count(*) FROM entries e WHERE e.room = m.room AND "
      "e.id > max(m.read_up_to, m.since_id) AND e.sender <> m.user_id AND e.kind = 1) FROM members m JOIN "
      "rooms r "
      "USING (room) JOIN users u ON u.id = m.user_id",
      [&](const DatabaseRow& row) {
        all.push_back({row.text(0), row.text(1), row.number(2), row.number(3)});
      });
  return all;
}

}  // namespace heartlink::fault
