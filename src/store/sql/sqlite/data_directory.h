// SPDX-License-Identifier: Apache-2.0
// The files of a data directory, beside what SQLite itself does: the database's mode, and copies of it.
// Called while a store opens.
#pragma once

#include <string>

#include "base/result.h"
#include "store/sql/sqlite/sqlite_driver.h"

namespace heartlink::store::sql {

// Makes an empty database file (0600) if there is none; SQLite would make it readable for all, and its WAL
// takes the mode over from it. Errors: storage_failed.
[[nodiscard]] base::Result<void> make_database_file(const std::string& directory, const std::string& path);

// Writes the write-ahead log of a database over itself and syncs it; nothing when there is none. Before the
// first connection of a process: a log that can be read need not be on the disk. A killed process leaves what
// it had not synced, and what a sync could not write the kernel calls clean, so that no later sync writes it
// either, as long as nobody writes it anew. Whatever SQLite finds in the log afterwards is durable.
// Errors: storage_full, storage_failed.
[[nodiscard]] base::Result<void> renew_log(const std::string& path);

// Writes <directory>/backup-before-<number>.db (0600), durable and complete when this answers; an older one
// of that name is replaced. Errors: storage_full, storage_failed.
[[nodiscard]] base::Result<void> keep_copy(SqliteConnection& connection, const std::string& directory,
                                           int number);

}  // namespace heartlink::store::sql
