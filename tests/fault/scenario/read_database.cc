// SPDX-License-Identifier: Apache-2.0
// The database as a file, without any of the server's code: only SQLite and the schema.
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>

#include "model/entry.h"
#include "tests/fault/scenario/final_reads.h"

namespace heartlink::fault {
namespace {

using model::EntryKind;

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Closer>;

Database open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
  Database database{handle};
  if (result != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  return database;
}

class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr
               ? std::string{}
               : std::string{bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

void each_row(sqlite3* database, const char* sql, const std::function<void(const Row&)>& use) {
  sqlite3_stmt* compiled = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &compiled, nullptr) != SQLITE_OK)
    throw std::runtime_error(std::string{"the database refuses "} + sql + ": " + sqlite3_errmsg(database));
  const std::unique_ptr<sqlite3_stmt, Closer> statement{compiled};
  int result = SQLITE_ROW;
  while ((result = sqlite3_step(compiled)) == SQLITE_ROW) use(Row{compiled});
  if (result != SQLITE_DONE)
    throw std::runtime_error(std::string{"reading the database: "} + sqlite3_errmsg(database));
}

// As entry_of() makes it of a frame. Columns: kind, content, message_type, the member's name.
Event entry_of(const Row& row) {
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
  const auto database = open(path);
  each_row(database.get(), "PRAGMA integrity_check", [&](const Row& row) {
    if (row.text(0) != "ok") find(history, "integrity_check: " + row.text(0));
  });
  each_row(database.get(), "PRAGMA foreign_key_check", [&](const Row& row) {
    find(history, "foreign_key_check: a row of " + row.text(0) + " points nowhere");
  });
  each_row(
      database.get(),
      "SELECT r.room_id, r.last_id, coalesce(max(e.id), 0) FROM rooms r LEFT JOIN entries e USING (room) "
      "GROUP BY r.room HAVING r.last_id <> coalesce(max(e.id), 0)",
      [&](const Row& row) {
        find(history, row.text(0) + " ends at " + row.text(1) + ", its newest entry is " + row.text(2));
      });
  each_row(database.get(),
           "SELECT r.room_id, e.id, e.kind, e.content, e.message_type, u.name FROM entries e JOIN rooms r "
           "USING (room) LEFT JOIN users u ON u.id = e.subject ORDER BY e.room, e.id",
           [&](const Row& row) {
             auto entry = entry_of(row);
             entry.what = What::history;
             entry.client = "database";
             entry.room = row.text(0);
             if (std::ranges::find(rooms, entry.room) == rooms.end()) return;
             history.write(std::move(entry));
           });
}

std::vector<Unread> unread_in_database(const std::string& path) {
  const auto database = open(path);
  std::vector<Unread> all;
  each_row(
      database.get(),
      "SELECT u.name, r.room_id, m.read_up_to, (SELECT count(*) FROM entries e WHERE e.room = m.room AND "
      "e.id > max(m.read_up_to, m.since_id) AND e.sender <> m.user_id AND e.kind = 1) FROM members m JOIN "
      "rooms r "
      "USING (room) JOIN users u ON u.id = m.user_id",
      [&](const Row& row) { all.push_back({row.text(0), row.text(1), row.number(2), row.number(3)}); });
  return all;
}

}  // namespace heartlink::fault
