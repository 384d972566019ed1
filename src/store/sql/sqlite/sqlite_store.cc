// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/sqlite_store.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/log.h"
#include "base/random.h"
#include "store/sql/data_lock.h"
#include "store/sql/fault_marker.h"
#include "store/sql/first_start.h"
#include "store/sql/migrate.h"
#include "store/sql/sql_store.h"
#include "store/sql/sqlite/data_directory.h"
#include "store/sql/sqlite/sqlite_driver.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using base::Result;

// After a fault the file is not trusted before all of it was read.
Result<void> check_after_fault(SqliteConnection& connection, const FaultMarker& marker) {
  if (!marker.exists()) return {};
  base::log::warning("checking_after_fault", {{"marker", marker.path()}});
  if (auto checked = connection.check_integrity(); !checked) {
    return base::fail(Code::storage_failed,
                      checked.error().detail + "; restore a backup, then remove " + marker.path());
  }
  marker.remove();
  return {};
}

Result<std::string> prepare(SqliteConnection& connection, const std::string& directory,
                            const FaultMarker& marker, base::WallTime now) {
  if (auto checked = check_after_fault(connection, marker); !checked) return checked.error();
  const auto copy = [&](int number) { return keep_copy(connection, directory, number); };
  if (auto reached = migrate(connection, migration_files(), "sqlite", now, copy); !reached)
    return reached.error();
  base::SystemRandom random;
  return first_start(connection, random, now);
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(Environment environment) {
  const std::string& directory = environment.config->data;
  auto lock = DataLock::take(directory);
  if (!lock) return lock.error();
  const std::string path = directory + "/heartlink.db";
  const FaultMarker marker{directory + "/io-fault"};
  if (auto made = make_database_file(directory, path); !made) return made.error();
  if (auto renewed = renew_log(path); !renewed) return renewed.error();

  auto writing = SqliteConnection::open(path, Access::read_write);
  if (!writing) return writing.error();
  auto epoch = prepare(**writing, directory, marker, environment.clock->wall());
  if (!epoch) return epoch.error();

  SqlStore::Parts parts;
  parts.lock = std::make_shared<DataLock>(std::move(lock.value()));
  parts.wal = writing->get();
  parts.epoch = std::move(epoch.value());
  parts.fault_path = marker.path();
  const std::uint32_t readers = std::max(1U, environment.config->limits.read_threads);
  for (std::uint32_t reader = 0; reader < readers; ++reader) {
    auto reading = SqliteConnection::open(path, Access::read_only);
    if (!reading) return reading.error();
    parts.readers.push_back(std::move(reading.value()));
  }
  parts.connection = std::move(writing.value());
  parts.environment = std::move(environment);
  return std::unique_ptr<Store>{std::make_unique<SqlStore>(std::move(parts))};
}

}  // namespace heartlink::store::sql
