// SPDX-License-Identifier: Apache-2.0
// The SQLite driver: one connection, on one thread. WAL, every commit synced, no automatic checkpoints, no
// mmap. SQLite before 3.51.3 can corrupt a WAL database when two connections write or checkpoint at once, so
// a process opens exactly one connection for writing, which alone checkpoints; all others are read-only and
// closed before it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/sql/driver.h"
#include "store/sql/wal.h"

struct sqlite3;
struct sqlite3_stmt;

namespace heartlink::store::sql {

enum class Access : std::uint8_t { read_write, read_only };

class SqliteConnection final : public Connection, public Wal {
 public:
  // Opens the file; read_write makes it when it is not there. Errors: storage_failed with SQLite's reason.
  static base::Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Access access);
  // A writing connection folds the log into the file and leaves it empty, beside its index: a start on a full
  // disk could make neither.
  ~SqliteConnection() override;

  Prepared& prepare(const Statement& statement) override;
  bool execute(std::string_view script) override;
  bool control(Control verb) override;
  [[nodiscard]] std::int64_t changes() const override;

  [[nodiscard]] std::size_t wal_bytes() const override { return wal_bytes_; }
  CheckpointOutcome checkpoint_passive() override;
  CheckpointOutcome checkpoint_restart(std::chrono::milliseconds timeout) override;

  // The first value of a pragma's answer; empty when there is none or it failed.
  std::optional<std::string> pragma(std::string_view text);

  // Reads the whole file. Errors: storage_failed with the first finding.
  base::Result<void> check_integrity();

  // Writes a compact copy of the database to a file that must not exist yet. Errors: storage_full,
  // storage_failed.
  base::Result<void> copy_to(const std::string& path);

 private:
  class CachedStatement;
  friend class CachedStatement;
  struct Closer {
    void operator()(sqlite3* handle) const;
  };

  explicit SqliteConnection(sqlite3* handle);
  base::Result<void> configure(Access access);
  sqlite3_stmt* compile(std::string_view sql);
  // Keeps the failure behind SQLite's result code; answers false.
  bool fail(int result);
  CheckpointOutcome checkpoint(int mode);

  std::unique_ptr<sqlite3, Closer> handle_;
  std::array<std::unique_ptr<CachedStatement>, static_cast<std::size_t>(Dml::count_)> statements_;
  std::array<std::unique_ptr<CachedStatement>, 7> controls_;
  bool writes_ = false;
  std::size_t page_bytes_ = 4096;
  std::size_t wal_bytes_ = 0;
};

}  // namespace heartlink::store::sql
