// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace heartlink::store::sql {
namespace {

base::Error failed(const std::string& what, int error) {
  return base::fail(base::Code::storage_failed, what + ": " + ::strerrordesc_np(error));
}

base::Result<void> sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return failed("cannot open " + path, errno);
  const int error = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  if (error != 0) return failed("cannot sync " + path, error);
  return {};
}

}  // namespace

base::Result<void> sync_file(const std::string& path) { return sync(path, O_RDONLY); }

base::Result<void> sync_directory(const std::string& path) { return sync(path, O_RDONLY | O_DIRECTORY); }

}  // namespace heartlink::store::sql
