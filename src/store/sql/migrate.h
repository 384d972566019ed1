// SPDX-License-Identifier: Apache-2.0
// Brings a database to the schema this binary was built with. Called once when a store opens, before any
// thread runs.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/sql/driver.h"
#include "store/sql/migration_files.h"

namespace heartlink::store::sql {

// Keeps a copy of the database as it is before migration `number` changes it.
using KeepCopy = std::function<base::Result<void>(int number)>;

// Applies the migrations of `dialect` above the database's number, each in a transaction of its own; a
// database that holds something is copied once before the first of them. Answers the number reached. Errors:
// schema_too_new (nothing was changed), storage_failed, storage_full, and what `keep_copy` answers.
[[nodiscard]] base::Result<int> migrate(Connection& connection, std::span<const MigrationFile> files,
                                        std::string_view dialect, base::WallTime now,
                                        const KeepCopy& keep_copy);

}  // namespace heartlink::store::sql
