// SPDX-License-Identifier: Apache-2.0
#include "tests/process/clock_back.h"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace heartlink::process {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

constexpr const char* update =
    "UPDATE entries SET created_at = created_at - ?1"
    " WHERE id = ?2 AND room = (SELECT room FROM rooms WHERE room_id = ?3)";

}  // namespace

void make_older(const ServerProcess& server, const std::string& room, std::int64_t entry,
                std::chrono::seconds by) {
  sqlite3* opened = nullptr;
  const auto file = server.data() + "/heartlink.db";
  if (sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
    throw std::runtime_error("no database at " + file);
  const std::unique_ptr<sqlite3, Close> database{opened};
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(opened, update, -1, &prepared, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(opened));
  const std::unique_ptr<sqlite3_stmt, Close> statement{prepared};
  sqlite3_bind_int64(prepared, 1, std::chrono::microseconds{by}.count());
  sqlite3_bind_int64(prepared, 2, entry);
  sqlite3_bind_text(prepared, 3, room.c_str(), -1, nullptr);  // `room` outlives the statement
  if (sqlite3_step(prepared) != SQLITE_DONE || sqlite3_changes(opened) != 1)
    throw std::runtime_error("no entry " + std::to_string(entry) + " in " + room);
}

}  // namespace heartlink::process
