// SPDX-License-Identifier: Apache-2.0
// All sockets of a run on one epoll and one thread. A mode (idle, fanout) seats them, then turns the loop;
// what the sockets say goes to the mode's audience.
#pragma once

#include <deque>
#include <vector>

#include "client.h"
#include "endpoint.h"
#include "fd.h"
#include "time_now.h"

namespace heartlink::load {

class Swarm {
 public:
  // The audience must outlive the swarm.
  Swarm(Endpoint endpoint, Audience& audience);

  // Opens one socket per seat, at most 256 in the middle of their handshake at a time, and returns when each
  // has said connection_established; takes at most `limit`. Throws Failure with the server's reason at the
  // first refusal.
  void seat_all(const std::vector<Seat>& seats, Nanoseconds limit);

  // Waits at most `wait` for sockets to become ready and serves them.
  void turn(Nanoseconds wait);

  // Turns until the clock says `until`.
  void turn_until(Nanoseconds until);

  // Says goodbye to all.
  void leave();

  // Readable when turn() has something to do.
  [[nodiscard]] int number() const { return epoll_.number(); }
  [[nodiscard]] std::deque<Client>& clients() { return clients_; }
  [[nodiscard]] const std::deque<Client>& clients() const { return clients_; }
  [[nodiscard]] Traffic traffic() const;
  [[nodiscard]] std::uint64_t data_segments() const;

 private:
  void open(const Seat& seat);
  [[nodiscard]] std::size_t count_live_from(std::size_t first) const;

  Endpoint endpoint_;
  Audience& audience_;
  Fd epoll_;
  std::deque<Client> clients_;  // addresses stay: epoll holds them
  std::vector<char> buffer_;
};

}  // namespace heartlink::load
