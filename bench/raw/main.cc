// SPDX-License-Identifier: Apache-2.0
// heartlink-raw: the yardstick. One thread, one epoll, rooms by path; whatever one says, everybody in the
// room gets, with one gathered write for each connection in each turn of the loop. No accounts, no store, no
// JSON, no limits: what a fan-out costs when nothing is promised. `heartlink-raw PORT`, on 127.0.0.1 only.
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wire.h"

namespace heartlink::raw {
namespace {

constexpr int events_per_turn = 512;
constexpr std::size_t read_bytes = 65'536;

struct Room;

struct Peer {
  int fd = -1;
  Room* room = nullptr;  // null: still in its handshake
  std::string unread;
  std::string unsent;  // what the kernel did not take
  std::string acks;    // of this turn
};

struct Room {
  std::vector<Peer*> peers;
  std::int64_t last_id = 0;
  std::string batch;  // of this turn
};

[[noreturn]] void die(const char* what) {
  fmt::print(stderr, "heartlink-raw: {}: {}\n", what, std::strerror(errno));
  std::exit(1);
}

class Server {
 public:
  explicit Server(std::uint16_t port);
  [[noreturn]] void run();

 private:
  void accept_all();
  void read(Peer& peer);
  void take(Peer& peer, char* bytes, std::size_t size);
  std::size_t shake_hands(Peer& peer, std::string_view received);
  void flush_rooms();
  void write(Peer& peer, std::string_view batch);
  void close(Peer& peer);

  int listener_;
  int epoll_;
  std::deque<Peer> peers_;  // addresses stay: epoll holds them
  std::map<std::string, Room, std::less<>> rooms_;
  std::vector<Room*> spoken_;  // in this turn
  std::vector<char> buffer_ = std::vector<char>(read_bytes);
};

Server::Server(std::uint16_t port)
    : listener_(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("bind");
  if (listen(listener_, SOMAXCONN) != 0) die("listen");
  epoll_event event{};
  event.events = EPOLLIN;
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &event) != 0) die("epoll");
}

void Server::run() {
  std::array<epoll_event, events_per_turn> events{};
  for (;;) {
    const int ready = epoll_wait(epoll_, events.data(), events_per_turn, -1);
    if (ready < 0 && errno != EINTR) die("epoll_wait");
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      auto* const peer = static_cast<Peer*>(event.data.ptr);
      if (peer == nullptr) {
        accept_all();
        continue;
      }
      if ((event.events & EPOLLOUT) != 0 && !peer->unsent.empty()) write(*peer, {});
      if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read(*peer);
    }
    flush_rooms();
  }
}

void Server::accept_all() {
  for (;;) {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Peer& peer = peers_.emplace_back();
    peer.fd = fd;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.ptr = &peer;
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) die("epoll");
  }
}

void Server::read(Peer& peer) {
  while (peer.fd >= 0) {
    const std::size_t before = peer.unread.size();
    if (before + read_bytes > buffer_.size()) buffer_.resize(before + read_bytes);
    std::copy(peer.unread.begin(), peer.unread.end(), buffer_.begin());
    const ssize_t got = recv(peer.fd, buffer_.data() + before, read_bytes, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return close(peer);
    take(peer, buffer_.data(), before + static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < read_bytes) return;  // the next byte makes a new edge
  }
}

void Server::take(Peer& peer, char* bytes, std::size_t size) {
  std::size_t taken = peer.room == nullptr ? shake_hands(peer, {bytes, size}) : 0;
  while (peer.room != nullptr) {
    const auto frame = take_frame(bytes + taken, size - taken);
    if (!frame) break;
    taken += frame->bytes;
    if (frame->opcode == 8) return close(peer);
    Room& room = *peer.room;
    const bool first = room.batch.empty();
    if (frame->opcode != 1 || !answer(frame->payload, room.last_id + 1, peer.acks, room.batch)) continue;
    ++room.last_id;
    if (first) spoken_.push_back(&room);
  }
  peer.unread.assign(bytes + taken, size - taken);
}

std::size_t Server::shake_hands(Peer& peer, std::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == std::string_view::npos) return 0;
  const std::string_view name = room_of(received);
  if (name.empty()) {  // whoever waits for the server to be ready
    peer.unsent = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    write(peer, {});
    close(peer);
    return 0;
  }
  auto found = rooms_.find(name);
  if (found == rooms_.end()) found = rooms_.emplace(std::string{name}, Room{}).first;
  peer.room = &found->second;
  peer.room->peers.push_back(&peer);
  peer.unsent = welcome(received.substr(0, end + 2), peer.room->last_id);
  write(peer, {});
  return end + 4;
}

void Server::flush_rooms() {
  for (Room* room : spoken_) {
    for (std::size_t i = 0; i < room->peers.size(); ++i) write(*room->peers[i], room->batch);
    room->batch.clear();
  }
  spoken_.clear();
}

// What is left of before, the acks of this turn and the batch of the room, in this order and in one call.
void Server::write(Peer& peer, std::string_view batch) {
  if (peer.fd < 0) return;
  const std::array<std::string_view, 3> parts{peer.unsent, peer.acks, batch};
  std::array<iovec, 3> vectors{};
  std::size_t all = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    vectors[i] = {const_cast<char*>(parts[i].data()), parts[i].size()};
    all += parts[i].size();
  }
  const ssize_t wrote = writev(peer.fd, vectors.data(), static_cast<int>(vectors.size()));
  const std::size_t sent = wrote < 0 ? 0 : static_cast<std::size_t>(wrote);
  if (sent == all) {
    peer.unsent.clear();
  } else {
    std::string rest;
    for (const std::string_view part : parts) rest += part;
    peer.unsent = rest.substr(sent);
  }
  peer.acks.clear();
}

void Server::close(Peer& peer) {
  if (peer.fd < 0) return;
  ::close(peer.fd);
  peer.fd = -1;
  if (peer.room == nullptr) return;
  auto& peers = peer.room->peers;
  peers.erase(std::remove(peers.begin(), peers.end(), &peer), peers.end());
}

}  // namespace
}  // namespace heartlink::raw

int main(int argc, char** argv) {
  std::uint16_t port = 0;
  const std::string_view word = argc == 2 ? argv[1] : "";
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), port);
  if (error != std::errc{} || end != word.data() + word.size() || port == 0) {
    fmt::print(stderr, "usage: heartlink-raw PORT\n");
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  heartlink::raw::Server{port}.run();
}
