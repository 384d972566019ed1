// SPDX-License-Identifier: Apache-2.0
#include "store/sql/migrate.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/log.h"
#include "store/sql/query.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

constexpr std::string_view bookkeeping =
    "CREATE TABLE IF NOT EXISTS schema_migrations"
    " (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";

base::Error failed(std::string_view what, const Failure& failure) {
  const Code code = failure.kind == FailureKind::full ? Code::storage_full : Code::storage_failed;
  return base::fail(code, fmt::format("{}: {}", what, describe(failure)));
}

Result<int> schema_number(Connection& connection) {
  connection.execute(bookkeeping);
  int number = 0;
  {
    Query row{connection, Dml::schema_number};
    if (row.row()) number = static_cast<int>(row.integer(0));
  }
  if (auto failure = connection.take_failure()) return failed("cannot read the schema's number", *failure);
  return number;
}

Result<void> apply(Connection& connection, const MigrationFile& file, base::WallTime now) {
  connection.control(Control::begin_write);
  connection.execute(file.text);
  Query{connection, Dml::note_migration, file.number, file.name, now.us}.run();
  connection.control(Control::commit);
  auto failure = connection.take_failure();
  if (!failure) return {};
  connection.control(Control::rollback);
  (void)connection.take_failure();
  return failed(fmt::format("migration {} ({})", file.number, file.name), *failure);
}

}  // namespace

Result<int> migrate(Connection& connection, std::span<const MigrationFile> files, std::string_view dialect,
                    base::WallTime now, const KeepCopy& keep_copy) {
  std::vector<MigrationFile> ours;
  std::copy_if(files.begin(), files.end(), std::back_inserter(ours),
               [dialect](const MigrationFile& file) { return file.dialect == dialect; });
  std::sort(ours.begin(), ours.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  const int newest = ours.empty() ? 0 : ours.back().number;

  const auto current = schema_number(connection);
  if (!current) return current;
  if (*current > newest) {
    return base::fail(
        Code::schema_too_new,
        fmt::format("the data has schema {}, this heartlink knows up to {}: run the newer heartlink"
                    " that wrote it, or restore a backup made before",
                    *current, newest));
  }
  if (*current > 0 && *current < newest) {
    if (auto kept = keep_copy(*current + 1); !kept) return kept.error();
  }
  for (const auto& file : ours) {
    if (file.number <= *current) continue;
    if (auto applied = apply(connection, file, now); !applied) return applied.error();
    base::log::info("migrated", {{"number", std::to_string(file.number)}, {"name", std::string{file.name}}});
  }
  return newest;
}

}  // namespace heartlink::store::sql
