// SPDX-License-Identifier: Apache-2.0
#include "store/sql/data_lock.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/sql/sync.h"

namespace heartlink::store::sql {
namespace {

using base::Code;

base::Error failed(const std::string& what, int error) {
  return base::fail(Code::storage_failed, what + ": " + ::strerrordesc_np(error));
}

base::Result<void> make_directory(const std::string& directory) {
  const std::filesystem::path path{directory};
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {};
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST)
    return failed("cannot make " + directory, errno);
  // So that a power loss does not take the directory with everything in it. A parent that we may not read
  // cannot be synced by us, and is no reason not to serve.
  const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  if (auto synced = sync_directory(parent); !synced)
    base::log::warning("data_directory_not_synced", {{"detail", synced.error().detail}});
  return {};
}

}  // namespace

base::Result<DataLock> DataLock::take(const std::string& directory) {
  if (auto made = make_directory(directory); !made) return made.error();
  const std::string path = directory + "/lock";
  DataLock lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (lock.file_ < 0) return failed("cannot open " + path, errno);
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return base::fail(Code::data_busy, "another process uses " + directory);
  return failed("cannot lock " + path, errno);
}

DataLock::~DataLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace heartlink::store::sql
