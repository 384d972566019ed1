// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/data_directory.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql/sync.h"

namespace heartlink::store::sql {
namespace {

base::Error failed(const std::string& what) {
  return base::fail(base::Code::storage_failed, what + ": " + ::strerrordesc_np(errno));
}

// A database's write-ahead log, through the file system that SQLite itself will use.
class Log {
 public:
  explicit Log(const std::string& database)
      : names_(sqlite3_create_filename(database.c_str(), (database + "-journal").c_str(),
                                       (database + "-wal").c_str(), 0, nullptr)),
        file_(new(std::nothrow) std::max_align_t[places()]()) {}
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  ~Log() {
    if (file() != nullptr && file()->pMethods != nullptr) file()->pMethods->xClose(file());
    sqlite3_free_filename(names_);
  }

  // SQLite's result code.
  int renew() {
    if (names_ == nullptr || file_ == nullptr) return SQLITE_NOMEM;
    int exists = 0;
    int result = vfs_->xAccess(vfs_, name(), SQLITE_ACCESS_EXISTS, &exists);
    if (result != SQLITE_OK || exists == 0) return result;
    result = vfs_->xOpen(vfs_, name(), file(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_WAL, nullptr);
    sqlite3_int64 bytes = 0;
    if (result == SQLITE_OK) result = file()->pMethods->xFileSize(file(), &bytes);
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < bytes; at += part_bytes) {
      result = renew_part(at, static_cast<int>(std::min(bytes - at, part_bytes)));
    }
    if (result != SQLITE_OK || bytes == 0) return result;
    return file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL);
  }

 private:
  static constexpr sqlite3_int64 part_bytes = 64L * 1024;

  [[nodiscard]] std::size_t places() const {
    return static_cast<std::size_t>(vfs_->szOsFile) / sizeof(std::max_align_t) + 1;
  }
  [[nodiscard]] const char* name() const { return sqlite3_filename_wal(names_); }
  [[nodiscard]] sqlite3_file* file() const { return reinterpret_cast<sqlite3_file*>(file_.get()); }

  int renew_part(sqlite3_int64 at, int bytes) {
    part_.resize(static_cast<std::size_t>(bytes));
    const int result = file()->pMethods->xRead(file(), part_.data(), bytes, at);
    return result == SQLITE_OK ? file()->pMethods->xWrite(file(), part_.data(), bytes, at) : result;
  }

  sqlite3_vfs* const vfs_ = sqlite3_vfs_find(nullptr);
  const char* const names_;
  const std::unique_ptr<std::max_align_t[]> file_;
  std::string part_;
};

}  // namespace

base::Result<void> make_database_file(const std::string& directory, const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return failed("cannot open " + path);
  ::close(file);
  return sync_directory(directory);
}

base::Result<void> renew_log(const std::string& path) {
  const int result = Log{path}.renew();
  if (result == SQLITE_OK) return {};
  const bool full = result == SQLITE_FULL;
  return base::fail(full ? base::Code::storage_full : base::Code::storage_failed,
                    "cannot renew the log of " + path + ": " + sqlite3_errstr(result));
}

base::Result<void> keep_copy(SqliteConnection& connection, const std::string& directory, int number) {
  const std::string path = directory + "/backup-before-" + std::to_string(number) + ".db";
  const std::string unfinished = path + ".part";
  ::unlink(unfinished.c_str());
  if (auto copied = connection.copy_to(unfinished); !copied) return copied;
  if (::chmod(unfinished.c_str(), 0600) != 0) return failed("cannot protect " + unfinished);
  if (auto synced = sync_file(unfinished); !synced) return synced;
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) return failed("cannot rename " + unfinished);
  return sync_directory(directory);
}

}  // namespace heartlink::store::sql
