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

// Writes <directory>/backup-before-<number>.db (0600), durable and complete when this answers; an older one
// of that name is replaced. Errors: storage_full, storage_failed.
[[nodiscard]] base::Result<void> keep_copy(SqliteConnection& connection, const std::string& directory,
                                           int number);

}  // namespace heartlink::store::sql
