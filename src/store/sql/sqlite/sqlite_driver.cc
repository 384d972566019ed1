// SPDX-License-Identifier: Apache-2.0
#include "store/sql/sqlite/sqlite_driver.h"

#include <cerrno>
#include <utility>

#include <sqlite3.h>

namespace heartlink::store::sql {
namespace {

using base::Code;

// How long SQLite itself waits for a lock. Nobody but us opens the file, so a wait is rare and short.
constexpr int lock_wait_ms = 250;

// wal.html §2.1: 32 bytes for the file, 24 for each frame.
constexpr std::size_t wal_header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;

FailureKind kind_of_io(int result, int system_error) {
  // A sync that failed is never "full": the kernel may have thrown the pages away (fsync(2), and the ATC'20
  // study).
  if (result == SQLITE_IOERR_FSYNC || result == SQLITE_IOERR_DIR_FSYNC) return FailureKind::io;
  if (result == SQLITE_IOERR_NOMEM) return FailureKind::other;
  return system_error == ENOSPC || system_error == EDQUOT ? FailureKind::full : FailureKind::io;
}

FailureKind kind_of(int result, int system_error) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return FailureKind::busy;
    case SQLITE_FULL:
      return FailureKind::full;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      return FailureKind::constraint;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:  // also a file that has no room to be made
      return kind_of_io(result, system_error);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return FailureKind::io;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FailureKind::corrupt;
    default:
      return FailureKind::other;
  }
}

// What the file's own last failure was; 0 when it never had one. SQLite does not say which file failed.
int last_errno_of(sqlite3* handle, int which) {
  sqlite3_file* file = nullptr;
  int last = 0;
  if (sqlite3_file_control(handle, "main", which, static_cast<void*>(&file)) != SQLITE_OK) return 0;
  if (file == nullptr || file->pMethods == nullptr) return 0;
  file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &last);
  return last;
}

// SQLite asks for errno after it has cleaned up, when that of a failed write is gone: a quota that is used up
// came as no errno at all. Its files remember. An errno of theirs that is no lack of space is the one of now,
// for the process would not have outlived an earlier one.
int errno_of_write(sqlite3* handle) {
  const int log = last_errno_of(handle, SQLITE_FCNTL_JOURNAL_POINTER);
  const int database = last_errno_of(handle, SQLITE_FCNTL_FILE_POINTER);
  const auto lacks_space = [](int error) { return error == ENOSPC || error == EDQUOT; };
  if (database != 0 && !lacks_space(database)) return database;
  return log != 0 ? log : database;
}

Failure failure_of(sqlite3* handle, int result) {
  Failure failure;
  failure.code = result;
  const int primary = result & 0xff;
  // SQLite remembers the errno of these two only; for others it would be an old one.
  if (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
    failure.system_error = sqlite3_system_errno(handle);
  if (result == SQLITE_IOERR_WRITE) failure.system_error = errno_of_write(handle);
  failure.kind = kind_of(result, failure.system_error);
  failure.text = sqlite3_errmsg(handle);
  return failure;
}

base::Error storage_failed(std::string_view what, const Failure& failure) {
  const Code code = failure.kind == FailureKind::full ? Code::storage_full : Code::storage_failed;
  return base::fail(code, std::string{what} + ": " + describe(failure));
}

constexpr std::string_view control_text(Control verb) {
  switch (verb) {
    case Control::begin_write:
      return "BEGIN IMMEDIATE";
    case Control::begin_read:
      return "BEGIN";
    case Control::commit:
      return "COMMIT";
    case Control::rollback:
      return "ROLLBACK";
    case Control::savepoint:
      return "SAVEPOINT job";
    case Control::release:
      return "RELEASE job";
    case Control::rollback_to:
      return "ROLLBACK TO job";
  }
  return {};
}

}  // namespace

// A statement without a handle (it did not compile) answers no rows: the connection keeps the reason.
class SqliteConnection::CachedStatement final : public Prepared {
 public:
  CachedStatement(SqliteConnection& owner, sqlite3_stmt* handle) : owner_(owner), handle_(handle) {}
  ~CachedStatement() override { sqlite3_finalize(handle_); }

  [[nodiscard]] bool compiled() const { return handle_ != nullptr; }

  void bind_integer(int parameter, std::int64_t value) override {
    check(sqlite3_bind_int64(handle_, parameter, value));
  }
  // SQLite takes a null pointer for NULL, so nothing needs an address too.
  void bind_text(int parameter, std::string_view value) override {
    const char* data = value.empty() ? "" : value.data();
    check(sqlite3_bind_text64(handle_, parameter, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  void bind_blob(int parameter, std::string_view value) override {
    const char* data = value.empty() ? "" : value.data();
    check(sqlite3_bind_blob64(handle_, parameter, data, value.size(), SQLITE_STATIC));
  }
  void bind_null(int parameter) override { check(sqlite3_bind_null(handle_, parameter)); }

  bool step() override {
    // Stepping a finished statement would run it again.
    if (finished_ || handle_ == nullptr || owner_.failed()) return false;
    const int result = sqlite3_step(handle_);
    if (result == SQLITE_ROW) return true;
    finished_ = true;
    return result == SQLITE_DONE ? false : owner_.fail(result);
  }

  bool is_null(int column) override { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) override { return sqlite3_column_int64(handle_, column); }
  std::string_view bytes(int column) override {
    const void* data = sqlite3_column_blob(handle_, column);
    const int size = sqlite3_column_bytes(handle_, column);
    return data == nullptr ? std::string_view{}
                           : std::string_view{static_cast<const char*>(data), static_cast<std::size_t>(size)};
  }

  // Bound texts are not cleared: each run binds all of its parameters anew.
  void reset() override {
    finished_ = false;
    sqlite3_reset(handle_);
  }

  // Runs regardless of a kept failure, for rolling back.
  bool run() {
    if (handle_ == nullptr) return false;
    const int result = sqlite3_step(handle_);
    const bool good = result == SQLITE_DONE || result == SQLITE_ROW || owner_.fail(result);
    sqlite3_reset(handle_);
    return good;
  }

 private:
  void check(int result) {
    if (result != SQLITE_OK && handle_ != nullptr) owner_.fail(result);
  }

  SqliteConnection& owner_;
  sqlite3_stmt* handle_;
  bool finished_ = false;
};

void SqliteConnection::Closer::operator()(sqlite3* handle) const { sqlite3_close(handle); }

SqliteConnection::SqliteConnection(sqlite3* handle) : handle_(handle) {}

SqliteConnection::~SqliteConnection() {
  for (auto& statement : statements_) statement.reset();
  for (auto& statement : controls_) statement.reset();
  if (writes_) sqlite3_exec(handle_.get(), "PRAGMA journal_size_limit = 0", nullptr, nullptr, nullptr);
}

base::Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path,
                                                                       Access access) {
  const int mode =
      access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int result =
      sqlite3_open_v2(path.c_str(), &handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (handle == nullptr) return base::fail(Code::storage_failed, "SQLite: out of memory");
  std::unique_ptr<SqliteConnection> connection{new SqliteConnection(handle)};
  if (result != SQLITE_OK) return storage_failed("cannot open " + path, failure_of(handle, result));
  if (auto configured = connection->configure(access); !configured) return configured.error();
  return connection;
}

base::Result<void> SqliteConnection::configure(Access access) {
  sqlite3_busy_timeout(handle_.get(), lock_wait_ms);
  const bool writes = writes_ = access == Access::read_write;
  execute("PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;");
  execute(writes ? "PRAGMA cache_size = -16384;" : "PRAGMA cache_size = -4096; PRAGMA query_only = ON;");
  if (writes) {
    const auto mode = pragma("journal_mode = WAL");
    if (!failed() && mode != "wal")
      return base::fail(Code::storage_failed, "the file system cannot hold a WAL");
    execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
    int keep_log = 1;
    sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_PERSIST_WAL, &keep_log);
    const auto count_pages = [](void* self, sqlite3*, const char*, int pages) {
      auto& connection = *static_cast<SqliteConnection*>(self);
      connection.wal_bytes_ =
          wal_header_bytes + static_cast<std::size_t>(pages) * (connection.page_bytes_ + frame_header_bytes);
      return SQLITE_OK;
    };
    sqlite3_wal_hook(handle_.get(), count_pages, this);
  }
  if (const auto size = pragma("page_size")) page_bytes_ = std::stoul(*size);
  if (auto failure = take_failure()) return storage_failed("cannot use the database", *failure);
  return {};
}

Prepared& SqliteConnection::prepare(const Statement& statement) {
  auto& cached = statements_[static_cast<std::size_t>(statement.id)];
  // One that did not compile is tried again: as an empty statement it would later pass for "no rows".
  if (!cached || !cached->compiled()) {
    cached = std::make_unique<CachedStatement>(*this, failed() ? nullptr : compile(statement.sql));
  }
  return *cached;
}

sqlite3_stmt* SqliteConnection::compile(std::string_view sql) {
  sqlite3_stmt* compiled = nullptr;
  const int result = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &compiled, nullptr);
  if (result != SQLITE_OK) fail(result);
  return compiled;
}

bool SqliteConnection::execute(std::string_view script) {
  if (failed()) return false;
  const int result = sqlite3_exec(handle_.get(), std::string{script}.c_str(), nullptr, nullptr, nullptr);
  return result == SQLITE_OK || fail(result);
}

bool SqliteConnection::control(Control verb) {
  const bool undoes = verb == Control::rollback || verb == Control::rollback_to;
  if (failed() && !undoes) return false;
  if (verb == Control::rollback && sqlite3_get_autocommit(handle_.get()) != 0) return true;
  auto& cached = controls_[static_cast<std::size_t>(verb)];
  if (!cached || !cached->compiled()) {
    cached = std::make_unique<CachedStatement>(*this, compile(control_text(verb)));
  }
  return cached->run();
}

std::int64_t SqliteConnection::changes() const { return sqlite3_changes64(handle_.get()); }

bool SqliteConnection::fail(int result) {
  auto failure = failure_of(handle_.get(), result);
  if (failure.kind == FailureKind::io || failure.kind == FailureKind::corrupt) {
    // Closing must not sync or checkpoint after a fault; the next start looks at the file first.
    sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  keep(std::move(failure));
  return false;
}

CheckpointOutcome SqliteConnection::checkpoint_passive() { return checkpoint(SQLITE_CHECKPOINT_PASSIVE); }

CheckpointOutcome SqliteConnection::checkpoint_restart(std::chrono::milliseconds timeout) {
  sqlite3_busy_timeout(handle_.get(), static_cast<int>(timeout.count()));
  const auto outcome = checkpoint(SQLITE_CHECKPOINT_RESTART);
  sqlite3_busy_timeout(handle_.get(), lock_wait_ms);
  return outcome;
}

CheckpointOutcome SqliteConnection::checkpoint(int mode) {
  int frames = 0;
  int copied = 0;
  const int result = sqlite3_wal_checkpoint_v2(handle_.get(), nullptr, mode, &frames, &copied);
  if ((result & 0xff) == SQLITE_BUSY) return CheckpointOutcome::partial;
  if (result != SQLITE_OK) {
    fail(result);
    return CheckpointOutcome::failed;
  }
  return frames == copied ? CheckpointOutcome::complete : CheckpointOutcome::partial;
}

std::optional<std::string> SqliteConnection::pragma(std::string_view text) {
  if (failed()) return std::nullopt;
  CachedStatement statement{*this, compile("PRAGMA " + std::string{text})};
  if (!statement.step()) return std::nullopt;
  std::string value{statement.bytes(0)};
  // A pragma that changes the file commits behind its last row: before that its answer is a hope.
  while (statement.step()) {
  }
  if (failed()) return std::nullopt;
  return value;
}

base::Result<void> SqliteConnection::check_integrity() {
  const auto answer = pragma("integrity_check(1)");
  if (auto failure = take_failure()) return storage_failed("integrity check", *failure);
  if (answer != "ok")
    return base::fail(Code::storage_failed, "integrity check: " + answer.value_or("no answer"));
  return {};
}

base::Result<void> SqliteConnection::copy_to(const std::string& path) {
  CachedStatement copy{*this, compile("VACUUM INTO ?1")};
  copy.bind_text(1, path);
  (void)copy.step();
  if (auto failure = take_failure()) return storage_failed("cannot copy the database to " + path, *failure);
  return {};
}

}  // namespace heartlink::store::sql
