// SPDX-License-Identifier: Apache-2.0
// What a call of the server suffers: which step it is, by what its descriptor is and what came before, and
// what the order (control.h) does to it. `real` is always the call that libc would have made. Only
// failing_calls.cc includes this. It must never lock and never allocate, for it stands inside of malloc and
// of every thread.
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <utility>

#include "tests/fault/preload/control.h"
#include "tests/fault/preload/descriptor_kind.h"

namespace heartlink::fault::preload {

// Null without FAULT_CONTROL, and until the library has been started.
inline Control* control = nullptr;

// The -wal has frames that no sync has made durable.
inline std::atomic<bool> unsynced{false};
// A commit is durable and nothing has been sent since.
inline std::atomic<bool> unanswered{false};

// sqlite3's os_unix.c: the eight locks of the -shm begin at octet 120, and the first is the writer's.
inline constexpr off_t write_lock_offset = 120;
// wal.html §2.1: what follows the log's header are frames.
inline constexpr off_t wal_header_bytes = 32;
// RFC 6455 §5.2: FIN and the opcode of a text.
inline constexpr unsigned char text_frame = 0x81;
// More pieces than the server ever gathers for one send; of a longer message a part is cut from the first
// ones.
inline constexpr std::size_t pieces_max = 64;

[[noreturn]] inline void die() {
  for (;;) ::kill(::getpid(), SIGKILL);
}

inline void wait_a_while() {
  const auto milliseconds = static_cast<std::time_t>(control->argument.load(std::memory_order_relaxed));
  timespec left{milliseconds / 1000, milliseconds % 1000 * 1'000'000};
  const int kept = errno;
  while (::nanosleep(&left, &left) != 0 && errno == EINTR) {
  }
  errno = kept;
}

// 0 for an action that is no errno.
inline int errno_of(Action action) {
  switch (action) {
    case Action::eio:
      return EIO;
    case Action::enospc:
      return ENOSPC;
    case Action::edquot:
      return EDQUOT;
    case Action::eintr:
      return EINTR;
    case Action::no_memory:
      return ENOMEM;
    default:
      return 0;
  }
}

// Kills and waits itself. The errno to fail with, or 0.
inline int suffer(Action action) {
  if (action == Action::kill) die();
  if (action == Action::delay) wait_a_while();
  return errno_of(action);
}

inline int fail(int number) {
  errno = number;
  return -1;
}

// ---- Files

inline Step written_step(Kind kind) {
  if (kind == Kind::wal) return Step::insert;
  if (kind == Kind::index) return Step::index_write;
  return kind == Kind::database ? Step::checkpoint : Step::none;
}

// `real(n)` writes the first n bytes.
template <class Real>
ssize_t write_file(Kind kind, std::size_t bytes, off_t offset, Real&& real) {
  const auto step = written_step(kind);
  if (step == Step::none) return real(bytes);
  const auto action = control->happens(step);
  if (const int number = suffer(action)) return fail(number);
  if (kind == Kind::wal && offset >= wal_header_bytes) unsynced = true;
  return real(action == Action::short_write && bytes > 1 ? bytes / 2 : bytes);
}

template <class Real>
int sync_file(int file, Real&& real) {
  const auto kind = control == nullptr ? Kind::other : kind_of(file);
  if (kind != Kind::wal && kind != Kind::database) return real();
  if (const int number = suffer(control->happens(kind == Kind::wal ? Step::sync : Step::database_sync)))
    return fail(number);
  const int result = real();
  if (kind != Kind::wal || result != 0 || !unsynced.exchange(false)) return result;
  if (const int number = suffer(control->happens(Step::synced))) return fail(number);
  unanswered = true;
  return result;
}

template <class Real>
int truncate_file(int file, Real&& real) {
  if (control == nullptr || written_step(kind_of(file)) == Step::none) return real();
  if (const int number = suffer(control->happens(Step::truncate))) return fail(number);
  return real();
}

template <class Real>
int lock_file(int file, int command, void* argument, Real&& real) {
  const bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK;
  if (control == nullptr || !locks) return real();
  const auto& lock = *static_cast<const struct flock*>(argument);
  if (lock.l_type != F_WRLCK || lock.l_start != write_lock_offset || kind_of(file) != Kind::index)
    return real();
  if (const int number = suffer(control->happens(Step::begin))) return fail(number);
  return real();
}

// ---- Connections

inline std::size_t part_of_frame(std::size_t bytes) {
  const auto wanted = control->argument.load(std::memory_order_relaxed);
  return std::min<std::size_t>(wanted == 0 ? bytes - 1 : wanted, bytes - 1);
}

// `real(n)` sends the first n bytes.
template <class Real>
ssize_t send_bytes(unsigned char first, std::size_t bytes, Real&& real) {
  const bool answers = unanswered.exchange(false);
  if (answers) {
    const auto action = control->happens(Step::answer);
    if (const int number = suffer(action)) return fail(number);
    if (action == Action::short_write && bytes > 1) return real(bytes / 2);
  }
  if (first == text_frame && bytes > 1) {
    const auto action = control->happens(Step::mid_frame);
    if (action == Action::kill) {
      (void)real(part_of_frame(bytes));
      die();
    }
    if (const int number = suffer(action)) return fail(number);
    if (action == Action::short_write) bytes = part_of_frame(bytes);
  }
  const auto sent = real(bytes);
  if (answers && sent > 0) (void)suffer(control->happens(Step::answered));
  return sent;
}

// A read or write of a connection or a file, or of something that nobody cares for.
template <class Real>
ssize_t write_any(int file, const void* data, std::size_t bytes, off_t offset, Real&& real) {
  const auto kind = control == nullptr || bytes == 0 ? Kind::other : kind_of(file);
  if (kind == Kind::connection)
    return send_bytes(*static_cast<const unsigned char*>(data), bytes, std::forward<Real>(real));
  return write_file(kind, bytes, offset, std::forward<Real>(real));
}

inline ssize_t received(int file, ssize_t bytes) {
  if (control == nullptr || bytes <= 0 || kind_of(file) != Kind::connection) return bytes;
  const int kept = errno;
  (void)suffer(control->happens(Step::received));
  errno = kept;
  return bytes;
}

// The first `bytes` of some pieces.
struct Pieces {
  Pieces(const iovec* from, std::size_t from_count, std::size_t bytes) {
    for (; count < std::min(from_count, pieces_max) && bytes > 0; ++count) {
      list[count] = {from[count].iov_base, std::min(from[count].iov_len, bytes)};
      bytes -= list[count].iov_len;
    }
  }
  std::array<iovec, pieces_max> list;
  std::size_t count = 0;
};

template <class Real>
ssize_t write_pieces(int file, const iovec* pieces, std::size_t count, off_t offset, Real&& real) {
  std::size_t bytes = 0;
  const void* first = nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    if (first == nullptr && pieces[i].iov_len > 0) first = pieces[i].iov_base;
    bytes += pieces[i].iov_len;
  }
  return write_any(file, first, bytes, offset, [&](std::size_t part) -> ssize_t {
    if (part == bytes) return real(pieces, count);
    const Pieces cut{pieces, count, part};
    return real(cut.list.data(), cut.count);
  });
}

// ---- Memory

// errno is set when it must fail.
inline bool has_memory(std::size_t size) {
  if (control == nullptr || control->step() != Step::allocate) return true;
  if (size < control->argument.load(std::memory_order_relaxed)) return true;
  const int number = suffer(control->happens(Step::allocate));
  if (number != 0) errno = number;
  return number == 0;
}

}  // namespace heartlink::fault::preload
