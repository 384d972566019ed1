// SPDX-License-Identifier: Apache-2.0
// libfault_preload.so, put before the server's libc with LD_PRELOAD: its system calls fail, are slow, or are
// where it dies, as the file named by FAULT_CONTROL orders (control.h). Without that variable it does
// nothing. Of the calls that move bytes it knows those that the server, Asio and SQLite make; a checked form
// of them
// (__recv_chk …), were the compiler to make one, is not seen. Nothing may link it.
#undef _FORTIFY_SOURCE  // its inline bodies of these very functions would stand in our way

#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

#include "tests/fault/preload/control.h"
#include "tests/fault/preload/suffering.h"

// glibc's own allocator under its second names: asking the linker for the first ones may allocate.
extern "C" void* __libc_malloc(std::size_t size) noexcept;
extern "C" void* __libc_calloc(std::size_t count, std::size_t size) noexcept;
extern "C" void* __libc_realloc(void* memory, std::size_t size) noexcept;
extern "C" void* __libc_memalign(std::size_t alignment, std::size_t size) noexcept;

namespace heartlink::fault::preload {
namespace {

[[gnu::constructor]] void open_control() {
  const char* path = std::getenv(control_variable);
  if (path == nullptr) return;
  const int file = ::open(path, O_RDWR | O_CLOEXEC);
  // A run whose orders nobody hears would prove nothing, so the program does not start.
  if (file < 0 || ::lseek(file, 0, SEEK_END) < static_cast<off_t>(sizeof(Control))) ::_exit(125);
  void* memory = ::mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) ::_exit(125);
  ::close(file);
  control = static_cast<Control*>(memory);
}

// The function that ours hides.
template <class Function>
Function* next(const char* name, Function* /*same type*/) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace
}  // namespace heartlink::fault::preload

namespace preload = heartlink::fault::preload;

// The calls themselves, under libc's own names. `auto real` is looked up once.
extern "C" {

ssize_t write(int file, const void* data, std::size_t size) {
  static const auto real = preload::next("write", ::write);
  return preload::write_any(file, data, size, preload::wal_header_bytes,
                            [&](std::size_t part) { return real(file, data, part); });
}

ssize_t writev(int file, const iovec* pieces, int count) {
  static const auto real = preload::next("writev", ::writev);
  return preload::write_pieces(
      file, pieces, static_cast<std::size_t>(count), preload::wal_header_bytes,
      [&](const iovec* part, std::size_t parts) { return real(file, part, static_cast<int>(parts)); });
}

ssize_t pwrite(int file, const void* data, std::size_t size, off_t offset) {
  static const auto real = preload::next("pwrite", ::pwrite);
  return preload::write_any(file, data, size, offset,
                            [&](std::size_t part) { return real(file, data, part, offset); });
}

ssize_t pwrite64(int file, const void* data, std::size_t size, off64_t offset) {
  static const auto real = preload::next("pwrite64", ::pwrite64);
  return preload::write_any(file, data, size, offset,
                            [&](std::size_t part) { return real(file, data, part, offset); });
}

ssize_t send(int file, const void* data, std::size_t size, int flags) {
  static const auto real = preload::next("send", ::send);
  return preload::write_any(file, data, size, 0,
                            [&](std::size_t part) { return real(file, data, part, flags); });
}

ssize_t sendto(int file, const void* data, std::size_t size, int flags, const sockaddr* to,
               socklen_t length) {
  static const auto real = preload::next("sendto", ::sendto);
  return preload::write_any(file, data, size, 0,
                            [&](std::size_t part) { return real(file, data, part, flags, to, length); });
}

ssize_t sendmsg(int file, const msghdr* message, int flags) {
  static const auto real = preload::next("sendmsg", ::sendmsg);
  const auto whole = [&](const iovec* part, std::size_t parts) {
    auto copy = *message;
    copy.msg_iov = const_cast<iovec*>(part);  // only read by the kernel
    copy.msg_iovlen = parts;
    return real(file, &copy, flags);
  };
  return preload::write_pieces(file, message->msg_iov, message->msg_iovlen, 0, whole);
}

ssize_t read(int file, void* data, std::size_t size) {
  static const auto real = preload::next("read", ::read);
  return preload::received(file, real(file, data, size));
}

ssize_t readv(int file, const iovec* pieces, int count) {
  static const auto real = preload::next("readv", ::readv);
  return preload::received(file, real(file, pieces, count));
}

ssize_t recv(int file, void* data, std::size_t size, int flags) {
  static const auto real = preload::next("recv", ::recv);
  return preload::received(file, real(file, data, size, flags));
}

ssize_t recvfrom(int file, void* data, std::size_t size, int flags, sockaddr* from, socklen_t* length) {
  static const auto real = preload::next("recvfrom", ::recvfrom);
  return preload::received(file, real(file, data, size, flags, from, length));
}

ssize_t recvmsg(int file, msghdr* message, int flags) {
  static const auto real = preload::next("recvmsg", ::recvmsg);
  return preload::received(file, real(file, message, flags));
}

int fdatasync(int file) {
  static const auto real = preload::next("fdatasync", ::fdatasync);
  return preload::sync_file(file, [&] { return real(file); });
}

int fsync(int file) {
  static const auto real = preload::next("fsync", ::fsync);
  return preload::sync_file(file, [&] { return real(file); });
}

int ftruncate(int file, off_t size) noexcept {
  static const auto real = preload::next("ftruncate", ::ftruncate);
  return preload::truncate_file(file, [&] { return real(file, size); });
}

int ftruncate64(int file, off64_t size) noexcept {
  static const auto real = preload::next("ftruncate64", ::ftruncate64);
  return preload::truncate_file(file, [&] { return real(file, size); });
}

// The third argument is a number or a pointer, by the command; both come in the same register and go on so.
int fcntl(int file, int command, ...) {
  static const auto real = preload::next("fcntl", ::fcntl);
  std::va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return preload::lock_file(file, command, argument, [&] { return real(file, command, argument); });
}

int fcntl64(int file, int command, ...) {
  static const auto real = preload::next("fcntl64", ::fcntl64);
  std::va_list rest;
  va_start(rest, command);
  void* argument = va_arg(rest, void*);
  va_end(rest);
  return preload::lock_file(file, command, argument, [&] { return real(file, command, argument); });
}

void* malloc(std::size_t size) noexcept { return preload::has_memory(size) ? __libc_malloc(size) : nullptr; }

void* calloc(std::size_t count, std::size_t size) noexcept {
  return preload::has_memory(count * size) ? __libc_calloc(count, size) : nullptr;
}

void* realloc(void* memory, std::size_t size) noexcept {
  // realloc to nothing gives memory back, which never fails.
  return size == 0 || preload::has_memory(size) ? __libc_realloc(memory, size) : nullptr;
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return preload::has_memory(size) ? __libc_memalign(alignment, size) : nullptr;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return preload::has_memory(size) ? __libc_memalign(alignment, size) : nullptr;
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  const int kept = errno;
  void* given = preload::has_memory(size) ? __libc_memalign(alignment, size) : nullptr;
  errno = kept;
  if (given == nullptr) return ENOMEM;
  *memory = given;
  return 0;
}

}  // extern "C"
