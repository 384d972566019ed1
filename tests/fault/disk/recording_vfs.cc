// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/disk/recording_vfs.h"

#include <cerrno>
#include <mutex>
#include <new>
#include <random>
#include <stdexcept>
#include <string_view>

#include <sqlite3.h>
#include <unistd.h>

namespace heartlink::fault::disk {
namespace {

constexpr const char* name = "heartlink-recording";

using OpenDirectory = int (*)(const char*, int*);

// SQLite's own function that opens a directory to sync it, and whether this thread has just done so: the real
// file system syncs a directory inside of a sync or a removal, where no shim can see it.
OpenDirectory real_open_directory = nullptr;
thread_local bool synced_directory = false;

int open_directory(const char* file, int* handle) {
  const int result = real_open_directory(file, handle);
  if (result == SQLITE_OK) synced_directory = true;
  return result;
}

int errno_of(Trouble trouble) { return trouble == Trouble::io_error ? EIO : ENOSPC; }

// Fails as the unix file system does: a result, and errno for xGetLastError.
int failed(Trouble trouble, int result) {
  errno = errno_of(trouble);
  return result;
}

}  // namespace

class RecordingVfs::Shim {
 public:
  Shim(const std::string& directory, Record& record, Failures& failures, Options options)
      : prefix_(directory + "/"),
        record_(record),
        failures_(failures),
        options_(options),
        random_(options.seed),
        real_(*sqlite3_vfs_find("unix")) {
    if (real_open_directory != nullptr) throw std::logic_error("two shims at once");
    real_open_directory = reinterpret_cast<OpenDirectory>(real_.xGetSystemCall(&real_, "openDirectory"));
    real_.xSetSystemCall(&real_, "openDirectory", reinterpret_cast<sqlite3_syscall_ptr>(open_directory));
    vfs_ = real_;
    vfs_.zName = name;
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_.szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.xRandomness = randomness;
    if (sqlite3_vfs_register(&vfs_, 1) != SQLITE_OK) throw std::runtime_error("no shim");
  }
  Shim(const Shim&) = delete;
  Shim& operator=(const Shim&) = delete;
  ~Shim() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(&real_, 1);
    real_.xSetSystemCall(&real_, "openDirectory", reinterpret_cast<sqlite3_syscall_ptr>(real_open_directory));
    real_open_directory = nullptr;
  }

 private:
  // SQLite's handle of a file; the real one lies behind it in the same memory.
  struct File {
    sqlite3_file base;
    Shim* shim;
    std::string* file;  // its name in the directory; null: not watched
    int last_errno;  // of a failure of ours, as the unix file system keeps its own

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static Shim& of(sqlite3_vfs* vfs) { return *static_cast<Shim*>(vfs->pAppData); }

  // Watched are the files of the directory itself; null is one of SQLite's temporary files.
  [[nodiscard]] bool watches(const char* path) const {
    return path != nullptr && std::string_view{path}.starts_with(prefix_);
  }
  [[nodiscard]] std::string name_of(const char* path) const {
    return std::string{path}.substr(prefix_.size());
  }

  std::optional<Trouble> trouble(Call call) { return failures_.next(call, record_.size()); }
  static std::optional<Trouble> trouble(File& file, Call call) {
    return file.file == nullptr ? std::nullopt : file.shim->trouble(call);
  }
  // Of a handle: it remembers, but for a full disk, which says all by its result.
  static int failed(File& file, Trouble trouble, int result) {
    file.last_errno = result == SQLITE_FULL ? 0 : errno_of(trouble);
    return disk::failed(trouble, result);
  }
  static void add(File& file, Act act, std::uint64_t offset = 0, std::string bytes = {}) {
    if (file.file != nullptr) file.shim->record_.add({act, *file.file, offset, std::move(bytes)});
  }
  void add_directory_sync() {
    if (synced_directory && !options_.lies_about_syncs) record_.add({Act::sync_directory, {}, 0, {}});
  }

  static int open(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* handle, int flags, int* out) {
    Shim& shim = of(vfs);
    File& file = *new (handle) File{};
    const bool watched = shim.watches(path);
    // SQLite's own xAccess says of an empty file that it is not there.
    const bool exists = !watched || ::access(path, F_OK) == 0;
    if (watched) {
      const auto t = shim.trouble(exists ? Call::open : Call::create);
      if (t) return disk::failed(*t, SQLITE_CANTOPEN);
    }
    const int result = shim.real_.xOpen(&shim.real_, path, file.real(), flags, out);
    if (result != SQLITE_OK) return result;
    file.shim = &shim;
    file.base.pMethods = &methods;
    if (!watched) return result;
    file.file = new std::string{shim.name_of(path)};
    if (!exists) add(file, Act::create);
    return result;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_directory) {
    Shim& shim = of(vfs);
    const bool watched = shim.watches(path);
    if (watched) {
      if (const auto t = shim.trouble(Call::remove)) return disk::failed(*t, SQLITE_IOERR_DELETE);
    }
    synced_directory = false;
    const int result = shim.real_.xDelete(&shim.real_, path, sync_directory);
    if (!watched || result != SQLITE_OK) return result;
    shim.record_.add({Act::remove, shim.name_of(path), 0, {}});
    shim.add_directory_sync();
    return result;
  }

  static int randomness(sqlite3_vfs* vfs, int bytes, char* out) {
    Shim& shim = of(vfs);
    const std::lock_guard lock{shim.random_mutex_};
    for (int at = 0; at < bytes; ++at) out[at] = static_cast<char>(shim.random_() & 0xffU);
    return bytes;
  }

  static int close(sqlite3_file* handle) {
    File& file = of(handle);
    delete file.file;
    return file.real()->pMethods->xClose(file.real());
  }

  static int read(sqlite3_file* handle, void* bytes, int count, sqlite3_int64 offset) {
    File& file = of(handle);
    if (const auto t = trouble(file, Call::read)) return failed(file, *t, SQLITE_IOERR_CORRUPTFS);
    return file.real()->pMethods->xRead(file.real(), bytes, count, offset);
  }

  static int write(sqlite3_file* handle, const void* bytes, int count, sqlite3_int64 offset) {
    File& file = of(handle);
    const auto t = trouble(file, Call::write);
    if (t && *t != Trouble::short_write) {
      return failed(file, *t, *t == Trouble::io_error ? SQLITE_IOERR_WRITE : SQLITE_FULL);
    }
    const int written = t ? count / 2 : count;
    const int result = file.real()->pMethods->xWrite(file.real(), bytes, written, offset);
    if (result != SQLITE_OK) return result;
    add(file, Act::write, static_cast<std::uint64_t>(offset),
        std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(written)});
    return t ? failed(file, *t, SQLITE_FULL) : result;
  }

  static int truncate(sqlite3_file* handle, sqlite3_int64 size) {
    File& file = of(handle);
    if (const auto t = trouble(file, Call::truncate)) return failed(file, *t, SQLITE_IOERR_TRUNCATE);
    const int result = file.real()->pMethods->xTruncate(file.real(), size);
    if (result == SQLITE_OK) add(file, Act::truncate, static_cast<std::uint64_t>(size));
    return result;
  }

  static int sync(sqlite3_file* handle, int flags) {
    File& file = of(handle);
    if (file.file != nullptr && file.shim->options_.lies_about_syncs) return SQLITE_OK;
    if (const auto t = trouble(file, Call::sync)) {
      add(file, Act::failed_sync);
      return failed(file, *t, SQLITE_IOERR_FSYNC);
    }
    synced_directory = false;
    const int result = file.real()->pMethods->xSync(file.real(), flags);
    if (file.file == nullptr) return result;
    add(file, result == SQLITE_OK ? Act::sync : Act::failed_sync);
    file.shim->add_directory_sync();
    return result;
  }

  static int size(sqlite3_file* handle, sqlite3_int64* bytes) {
    File& file = of(handle);
    if (const auto t = trouble(file, Call::size)) return failed(file, *t, SQLITE_IOERR_FSTAT);
    return file.real()->pMethods->xFileSize(file.real(), bytes);
  }
  static int lock(sqlite3_file* handle, int level) {
    File& file = of(handle);
    if (const auto t = trouble(file, Call::lock)) return failed(file, *t, SQLITE_IOERR_LOCK);
    return file.real()->pMethods->xLock(file.real(), level);
  }
  static int unlock(sqlite3_file* handle, int level) {
    return of(handle).real()->pMethods->xUnlock(of(handle).real(), level);
  }
  static int check_reserved_lock(sqlite3_file* handle, int* held) {
    return of(handle).real()->pMethods->xCheckReservedLock(of(handle).real(), held);
  }
  static int control(sqlite3_file* handle, int verb, void* argument) {
    if (verb == SQLITE_FCNTL_LAST_ERRNO && of(handle).last_errno != 0) {
      *static_cast<int*>(argument) = of(handle).last_errno;
      return SQLITE_OK;
    }
    return of(handle).real()->pMethods->xFileControl(of(handle).real(), verb, argument);
  }
  static int sector_size(sqlite3_file* handle) {
    return of(handle).real()->pMethods->xSectorSize(of(handle).real());
  }
  static int device_characteristics(sqlite3_file* handle) {
    return of(handle).real()->pMethods->xDeviceCharacteristics(of(handle).real());
  }
  static int shm_map(sqlite3_file* handle, int page, int bytes, int extend, void volatile** memory) {
    File& file = of(handle);
    if (const auto t = trouble(file, Call::map_memory)) {
      return failed(file, *t, *t == Trouble::io_error ? SQLITE_IOERR_SHMMAP : SQLITE_IOERR_SHMSIZE);
    }
    return file.real()->pMethods->xShmMap(file.real(), page, bytes, extend, memory);
  }
  static int shm_lock(sqlite3_file* handle, int offset, int count, int flags) {
    return of(handle).real()->pMethods->xShmLock(of(handle).real(), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* handle) {
    of(handle).real()->pMethods->xShmBarrier(of(handle).real());
  }
  static int shm_unmap(sqlite3_file* handle, int remove_it) {
    return of(handle).real()->pMethods->xShmUnmap(of(handle).real(), remove_it);
  }

  // Version 2: without the memory-mapped reading of version 3, which the store switches off anyway.
  static constexpr sqlite3_io_methods methods{2,
                                              close,
                                              read,
                                              write,
                                              truncate,
                                              sync,
                                              size,
                                              lock,
                                              unlock,
                                              check_reserved_lock,
                                              control,
                                              sector_size,
                                              device_characteristics,
                                              shm_map,
                                              shm_lock,
                                              shm_barrier,
                                              shm_unmap,
                                              nullptr,
                                              nullptr};

  const std::string prefix_;
  Record& record_;
  Failures& failures_;
  const Options options_;
  std::mutex random_mutex_;
  std::mt19937_64 random_;
  sqlite3_vfs& real_;
  sqlite3_vfs vfs_{};
};

RecordingVfs::RecordingVfs(const std::string& directory, Record& record, Failures& failures, Options options)
    : shim_(std::make_unique<Shim>(directory, record, failures, options)) {}

RecordingVfs::RecordingVfs(const std::string& directory, Record& record, Failures& failures)
    : RecordingVfs(directory, record, failures, Options{}) {}

RecordingVfs::~RecordingVfs() = default;

}  // namespace heartlink::fault::disk
