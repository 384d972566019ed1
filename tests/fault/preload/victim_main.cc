// SPDX-License-Identifier: Apache-2.0
// fault_victim PORT FOLDER WORD…: a program that makes, word by word, the calls that a server makes on the
// way of a message, and prints each word with what came of it, so that preload_test sees what struck where.
// It is built without sanitizers, which would want to stand before the preloaded library. Decides nothing
// itself.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace {

using Bytes = std::array<char, 100>;

int open_file(const std::string& path) { return ::open(path.c_str(), O_RDWR | O_CREAT, S_IRUSR | S_IWUSR); }

int connect_to(const char* port) {
  const int number = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  return ::connect(number, generic, sizeof(address)) == 0 ? number : -1;
}

// A text frame of 100 octets, in two pieces as the server gathers them.
ssize_t send_frame(int peer, Bytes bytes) {
  bytes[0] = static_cast<char>(0x81);
  bytes[1] = 98;
  std::array<iovec, 2> pieces{iovec{bytes.data(), 2}, iovec{bytes.data() + 2, 98}};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = pieces.size();
  return ::sendmsg(peer, &message, MSG_NOSIGNAL);
}

int take_write_lock(int index) {
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = 120;
  lock.l_len = 1;
  return ::fcntl(index, F_SETLK, &lock);
}

// Freed through a pointer that the compiler cannot see through, or it would leave the pair out.
ssize_t allocate(std::size_t size) {
  void* volatile memory = std::malloc(size);
  const bool given = memory != nullptr;
  std::free(memory);
  return given ? 0 : -1;
}

struct Files {
  int wal;
  int index;
  int database;
  int log;
  int wakeup;
  int peer;
};

ssize_t make(std::string_view word, const Files& files) {
  static off_t end = 32;
  const std::uint64_t one = 1;
  Bytes bytes{};
  if (word == "begin") return take_write_lock(files.index);
  if (word == "header") return ::pwrite(files.wal, bytes.data(), 32, 0);
  if (word == "frame") return ::pwrite(files.wal, bytes.data(), bytes.size(), std::exchange(end, end + 100));
  if (word == "sync") return ::fdatasync(files.wal);
  if (word == "page") return ::pwrite(files.database, bytes.data(), bytes.size(), 0);
  if (word == "page_sync") return ::fsync(files.database);
  if (word == "index") return ::pwrite(files.index, bytes.data(), bytes.size(), 0);
  if (word == "cut") return ::ftruncate(files.wal, 0);
  if (word == "log") return ::pwrite(files.log, bytes.data(), bytes.size(), 0) + ::fdatasync(files.log);
  if (word == "wake") return ::write(files.wakeup, &one, sizeof(one));
  if (word == "text") return send_frame(files.peer, bytes);
  if (word == "http") return ::send(files.peer, "HTTP/1.1 200", 12, MSG_NOSIGNAL);
  if (word == "receive") return ::recv(files.peer, bytes.data(), 1, 0);
  if (word == "small") return allocate(100);
  if (word == "big") return allocate(5000);
  return -2;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const std::string folder = words[2];
  const Files files{open_file(folder + "/x.db-wal"),
                    open_file(folder + "/x.db-shm"),
                    open_file(folder + "/x.db"),
                    open_file(folder + "/x.log"),
                    ::eventfd(0, 0),
                    connect_to(words[1])};
  for (int i = 3; i < count; ++i) {
    const auto result = make(words[i], files);
    std::string line{words[i]};
    line += result >= 0 ? " " + std::to_string(result) : " !" + std::to_string(errno);
    line += "\n";
    if (::write(1, line.data(), line.size()) < 0) return 1;
  }
  return 0;
}
