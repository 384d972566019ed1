// SPDX-License-Identifier: Apache-2.0
#include "swarm.h"

#include <fmt/format.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "failure.h"
#include "frames.h"

namespace heartlink::load {
namespace {

constexpr std::size_t handshakes_in_flight_max = 256;
constexpr int events_per_turn = 512;
constexpr std::size_t buffer_bytes = 2 * server_frame_bytes_max;

}  // namespace

Swarm::Swarm(Endpoint endpoint, Audience& audience)
    : endpoint_(std::move(endpoint)),
      audience_(audience),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      buffer_(buffer_bytes) {
  if (epoll_.number() < 0) throw Failure(fmt::format("epoll: {}", std::strerror(errno)));
}

void Swarm::seat_all(const std::vector<Seat>& seats, Nanoseconds limit) {
  const Nanoseconds deadline = now_ns() + limit;
  const std::size_t first = clients_.size();
  std::size_t settled = first;  // everything before it is live
  while (settled < first + seats.size()) {
    while (clients_.size() < first + seats.size() && clients_.size() - settled < handshakes_in_flight_max) {
      open(seats[clients_.size() - first]);
    }
    turn(10 * ns_per_ms);
    while (settled < clients_.size() && clients_[settled].state() >= Client::State::live) ++settled;
    if (now_ns() > deadline) {
      throw Failure(fmt::format("after {:.0f} s only {} of {} sockets have said connection_established",
                                seconds_of(limit), count_live_from(first), seats.size()));
    }
  }
}

void Swarm::turn(Nanoseconds wait) {
  std::array<epoll_event, events_per_turn> events{};
  const auto wait_ms = static_cast<int>(std::clamp<Nanoseconds>((wait + ns_per_ms - 1) / ns_per_ms, 0, 1000));
  const int ready = epoll_wait(epoll_.number(), events.data(), events_per_turn, wait_ms);
  if (ready < 0 && errno != EINTR) throw Failure(fmt::format("epoll_wait: {}", std::strerror(errno)));
  for (int i = 0; i < ready; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    Client& client = *static_cast<Client*>(event.data.ptr);
    if (client.state() == Client::State::closed) continue;
    if ((event.events & EPOLLOUT) != 0) client.on_writable(audience_);
    if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) client.on_readable(buffer_, audience_);
  }
}

void Swarm::turn_until(Nanoseconds until) {
  for (Nanoseconds now = now_ns(); now < until; now = now_ns()) turn(until - now);
}

void Swarm::leave() {
  for (Client& client : clients_) client.leave();
}

Traffic Swarm::traffic() const {
  Traffic all;
  for (const Client& client : clients_) {
    all.bytes += client.traffic().bytes;
    all.reads += client.traffic().reads;
    all.pings += client.traffic().pings;
  }
  return all;
}

std::uint64_t Swarm::data_segments() const {
  std::uint64_t all = 0;
  for (const Client& client : clients_) all += client.data_segments();
  return all;
}

void Swarm::open(const Seat& seat) {
  const auto ordinal = static_cast<std::uint32_t>(clients_.size());
  Client& client =
      clients_.emplace_back(endpoint_.begin_connect(ordinal), seat, endpoint_.authority(), ordinal);
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &client;
  if (epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, client.fd(), &event) != 0) {
    throw Failure(fmt::format("epoll_ctl: {}", std::strerror(errno)));
  }
}

std::size_t Swarm::count_live_from(std::size_t first) const {
  return static_cast<std::size_t>(
      std::count_if(clients_.begin() + static_cast<std::ptrdiff_t>(first), clients_.end(),
                    [](const Client& client) { return client.state() == Client::State::live; }));
}

}  // namespace heartlink::load
