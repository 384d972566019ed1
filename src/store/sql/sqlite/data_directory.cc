// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/data_directory.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace heartlink::store::sql {
namespace {

base::Error failed(const std::string& what) {
  return base::fail(base::Code::storage_failed, what + ": " + ::strerrordesc_np(errno));
}

base::Result<void> sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return failed("cannot open " + path);
  const bool durable = ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  errno = error;
  if (!durable) return failed("cannot sync " + path);
  return {};
}

// A name is durable only when its directory is.
base::Result<void> sync_directory(const std::string& directory) {
  return sync(directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace

base::Result<void> make_database_file(const std::string& directory, const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return failed("cannot open " + path);
  ::close(file);
  return sync_directory(directory);
}

base::Result<void> keep_copy(SqliteConnection& connection, const std::string& directory, int number) {
  const std::string path = directory + "/backup-before-" + std::to_string(number) + ".db";
  const std::string unfinished = path + ".part";
  ::unlink(unfinished.c_str());
  if (auto copied = connection.copy_to(unfinished); !copied) return copied;
  if (::chmod(unfinished.c_str(), 0600) != 0) return failed("cannot protect " + unfinished);
  if (auto synced = sync(unfinished, O_RDONLY); !synced) return synced;
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return failed("cannot rename " + unfinished);
  return sync_directory(directory);
}

}  // namespace heartlink::store::sql
