// SPDX-License-Identifier: Apache-2.0
// The migrations as text inside the binary. The table is written during the build from migrations/*.sql.
#pragma once

#include <span>
#include <string_view>

namespace heartlink::store::sql {

struct MigrationFile {
  int number;
  std::string_view name;
  std::string_view dialect;  // "sqlite" or "postgres"
  std::string_view text;
};

// Every migration of every dialect, ascending by number within a dialect.
std::span<const MigrationFile> migration_files();

}  // namespace heartlink::store::sql
