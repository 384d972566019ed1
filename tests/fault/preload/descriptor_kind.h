// SPDX-License-Identifier: Apache-2.0
// What a file descriptor of the server is, as far as a fault cares. Asked anew for every call: SQLite closes
// and deletes files whose number and inode the next one gets, so a remembered answer would be wrong at times.
// Costs two system calls, allocates nothing and leaves errno alone.
#pragma once

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>

namespace heartlink::fault::preload {

enum class Kind : std::uint8_t { other, connection, wal, index, database };

inline Kind kind_of_socket(int number) {
  int domain = 0;
  socklen_t size = sizeof(domain);
  if (::getsockopt(number, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0) return Kind::other;
  return domain == AF_INET || domain == AF_INET6 ? Kind::connection : Kind::other;
}

inline Kind kind_of_file(int number) {
  constexpr std::string_view folder = "/proc/self/fd/";
  std::array<char, 32> link{};
  folder.copy(link.data(), folder.size());
  std::to_chars(link.data() + folder.size(), link.data() + link.size() - 1, number);
  std::array<char, 4096> target;
  const auto size = ::readlink(link.data(), target.data(), target.size());
  if (size <= 0) return Kind::other;
  const std::string_view path{target.data(), static_cast<std::size_t>(size)};
  if (path.ends_with("-wal")) return Kind::wal;
  if (path.ends_with("-shm")) return Kind::index;
  return path.ends_with(".db") ? Kind::database : Kind::other;
}

inline Kind kind_of(int number) {
  const int kept = errno;
  struct stat status{};
  auto kind = Kind::other;
  if (::fstat(number, &status) == 0) {
    if (S_ISSOCK(status.st_mode)) kind = kind_of_socket(number);
    if (S_ISREG(status.st_mode)) kind = kind_of_file(number);
  }
  errno = kept;
  return kind;
}

}  // namespace heartlink::fault::preload
