// SPDX-License-Identifier: Apache-2.0
// Making names durable: a file that was just made, renamed or removed is so only when its directory was
// synced (fsync(2)). Called by whoever makes files in the data directory, and the directory itself.
#pragma once

#include <string>

#include "base/result.h"

namespace heartlink::store::sql {

// Returns when what stands in it, or its names if it is a directory, is on the disk. Errors: storage_failed.
[[nodiscard]] base::Result<void> sync_file(const std::string& path);
[[nodiscard]] base::Result<void> sync_directory(const std::string& path);

}  // namespace heartlink::store::sql
