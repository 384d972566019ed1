// SPDX-License-Identifier: Apache-2.0
// All live tickets, found by their owner and by whom they may meet. It answers who the longest-waiting
// partner is; what happens then is the machine's business. Waiters keep their address while they are in here.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "match/line.h"

namespace heartlink::match {

class Pool {
 public:
  // The rules outlive the pool.
  explicit Pool(const Rules& rules) : rules_(rules) {}

  // Nothing when its owner has a live ticket already, or rules.tickets are in here. The waiter is not found
  // by others before `refresh`.
  [[nodiscard]] Waiter* try_add(Waiter waiter);
  void remove(model::UserId user);

  [[nodiscard]] Waiter* find(model::UserId user);
  [[nodiscard]] const Waiter* find(model::UserId user) const;
  // The other one of an offered room; nothing when there is none.
  [[nodiscard]] Waiter* partner_of(const Waiter& waiter);

  // Whatever was changed in a waiter that decides whether others find him (state, step, rest, cancel,
  // liveness), this follows. The ends of his rest and of his presence need no call of their own.
  void refresh(const Waiter& waiter);

  // Among those who wait, are there and are not busy: the longest-waiting one who is compatible now, else
  // when the first of them will be. At most one walk over the line of the seeker.
  [[nodiscard]] Line::Found partner_for(const Waiter& seeker, base::SteadyTime now) const;

  [[nodiscard]] std::size_t size() const { return waiters_.size(); }
  [[nodiscard]] std::size_t size(model::MatchKind kind) const;

  // Calls `visit(const Waiter&)` for everybody, in no order.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [user, waiter] : waiters_) visit(*waiter);
  }

  // Calls `visit(const Waiter&)` for all whom the seeker may meet, himself included, oldest first.
  template <class Visit>
  void each_in_line(const model::Ticket& seeker, Visit visit) const {
    const auto line = lines_.find(seeker.number);
    if (line != lines_.end()) line->second.each(visit);
  }

 private:
  const Rules& rules_;
  std::unordered_map<model::UserId, std::unique_ptr<Waiter>> waiters_;
  std::unordered_map<std::string, Line> lines_;  // by number; heart link's is the empty one's
};

}  // namespace heartlink::match
