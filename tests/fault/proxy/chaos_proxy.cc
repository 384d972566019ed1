// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/proxy/chaos_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <optional>
#include <utility>
#include <vector>

namespace heartlink::fault {
namespace {

using Time = Flow::Time;

// Starts to connect; how it ends is seen by reading and writing.
process::FileDescriptor connect_to(std::uint16_t port) {
  process::FileDescriptor file{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  (void)::connect(file.number(), reinterpret_cast<const sockaddr*>(&address), sizeof(address));
  return file;
}

void wait_for(std::vector<pollfd>& files, std::optional<Time> until) {
  timespec patience{};
  if (until) {
    const auto left = std::max(std::chrono::nanoseconds{0},
                               std::chrono::nanoseconds{*until - std::chrono::steady_clock::now()});
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    patience = {seconds.count(), (left - seconds).count()};
  }
  (void)::ppoll(files.data(), files.size(), until ? &patience : nullptr, nullptr);
}

}  // namespace

ChaosProxy::ChaosProxy(std::uint16_t target_port, std::uint64_t seed)
    : target_port_(target_port),
      wakeup_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      dice_(seed),
      thread_([this] { run(); }) {}

ChaosProxy::~ChaosProxy() {
  {
    const std::lock_guard lock{mutex_};
    stop_wanted_ = true;
    ++ordered_;
  }
  wake();
  thread_.join();
}

void ChaosProxy::set(const Weather& weather) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock{mutex_};
    wanted_ = weather;
    number = ++ordered_;
  }
  await_order(number);
}

void ChaosProxy::cut_all() {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock{mutex_};
    cut_wanted_ = true;
    number = ++ordered_;
  }
  await_order(number);
}

void ChaosProxy::await_order(std::uint64_t number) {
  wake();
  for (auto obeyed = obeyed_.load(); obeyed < number; obeyed = obeyed_.load()) obeyed_.wait(obeyed);
}

void ChaosProxy::wake() const {
  const std::uint64_t one = 1;
  (void)!::write(wakeup_.number(), &one, sizeof(one));
}

void ChaosProxy::run() {
  while (!stopping_) turn();
  for (auto& connection : connections_) connection.cut(true);
}

void ChaosProxy::take_orders(Time now) {
  std::uint64_t number = 0;
  bool cuts = false;
  {
    const std::lock_guard lock{mutex_};
    if (obeyed_ == ordered_) return;
    number = ordered_;
    weather_ = wanted_;
    cuts = std::exchange(cut_wanted_, false);
    stopping_ = stop_wanted_;
  }
  if (cuts) {
    accept_all(now);
    for (auto& connection : connections_) connection.cut(dice_.chance(weather_.resets));
    connections_.clear();
  }
  for (auto& connection : connections_) connection.prepare_for(weather_, now, dice_);
  counts_.open = connections_.size();
  obeyed_ = number;
  obeyed_.notify_all();
}

void ChaosProxy::accept_all(Time now) {
  for (;;) {
    auto client = listener_.try_accept();
    if (client.number() < 0) return;
    ++counts_.connections;
    connections_.emplace_back(std::move(client), connect_to(target_port_), counts_);
    connections_.back().prepare_for(weather_, now, dice_);
  }
}

void ChaosProxy::turn() {
  std::vector<pollfd> files{{wakeup_.number(), POLLIN, 0}, {listener_.number(), POLLIN, 0}};
  std::optional<Time> until;
  for (const auto& connection : connections_) {
    const auto sides = connection.interests(weather_);
    files.insert(files.end(), sides.begin(), sides.end());
    const auto due = connection.due(weather_);
    if (due && (!until || *due < *until)) until = due;
  }
  wait_for(files, until);

  const auto now = std::chrono::steady_clock::now();
  // Orders come first: what was sent after them must not be treated as if it was before. A cut takes the
  // connections away that the answers of poll(2) are about.
  std::uint64_t woken = 0;
  if (::read(wakeup_.number(), &woken, sizeof(woken)) > 0) return take_orders(now);
  std::size_t at = 2;
  std::erase_if(connections_, [&](ProxiedConnection& connection) {
    const std::array ready{files[at], files[at + 1]};
    at += 2;
    return !connection.turn(ready, weather_, now, dice_);
  });
  if (files[1].revents != 0) accept_all(now);
  counts_.open = connections_.size();
}

}  // namespace heartlink::fault
