// SPDX-License-Identifier: Apache-2.0
// Opens a store whose database is one SQLite file in the data directory. Named by main.cc and by tests only.
#pragma once

#include <memory>

#include "store/store.h"

namespace heartlink::store::sql {

// A store::Opener. Takes data/lock, looks at the file when the last run ended with a fault, migrates it (a
// copy stays in data/backup-before-<n>.db) and starts the threads. Everything in data/ is for the owner's
// eyes only. Errors: data_busy, schema_too_new, storage_failed, storage_full.
[[nodiscard]] base::Result<std::unique_ptr<Store>> open_sqlite_store(Environment environment);

}  // namespace heartlink::store::sql
