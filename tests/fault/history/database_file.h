// SPDX-License-Identifier: Apache-2.0
// The server's database as a file, without any of the server's code: only SQLite and the schema. For whoever
// judges what a server has left.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace heartlink::fault {

class DatabaseRow {
 public:
  explicit DatabaseRow(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] std::string text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

// Read-only. What cannot be opened or read is an exception.
class DatabaseFile {
 public:
  explicit DatabaseFile(const std::string& path) {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
    database_.reset(handle);
    if (result != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  }

  void each_row(const char* sql, const std::function<void(const DatabaseRow&)>& use) const {
    sqlite3_stmt* compiled = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql, -1, &compiled, nullptr) != SQLITE_OK) fail(sql);
    const std::unique_ptr<sqlite3_stmt, Closer> statement{compiled};
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(compiled)) == SQLITE_ROW) use(DatabaseRow{compiled});
    if (result != SQLITE_DONE) fail(sql);
  }

 private:
  struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  [[noreturn]] void fail(const char* sql) const {
    throw std::runtime_error(std::string{"the database refuses "} + sql + ": " +
                             sqlite3_errmsg(database_.get()));
  }

  std::unique_ptr<sqlite3, Closer> database_;
};

}  // namespace heartlink::fault
