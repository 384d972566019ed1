// SPDX-License-Identifier: Apache-2.0
// data/lock, held for the life of the process that owns a data directory. The kernel lets go of it however
// the process ends, so there is no stale lock to clean up.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"

namespace heartlink::store::sql {

class DataLock {
 public:
  // Makes the directory (0700) when it is not there, with what is missing above it. Errors: data_busy
  // (another process, or this one, holds it), storage_failed (cannot be made or written).
  static base::Result<DataLock> take(const std::string& directory);

  DataLock(DataLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  DataLock& operator=(DataLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~DataLock();

 private:
  explicit DataLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace heartlink::store::sql
