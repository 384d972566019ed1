// SPDX-License-Identifier: Apache-2.0
// A live ticket in memory: what the store has of it, and the facts that decide what comes next. Owned by the
// pool, changed by the machine only.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "match/compatible.h"
#include "match/step.h"

namespace heartlink::match {

// Whether somebody is there: a socket of his is open, or he asked for something a moment ago (architecture.md
// §5).
struct Liveness {
  std::uint32_t sockets = 0;
  base::SteadyTime live_until = always;  // by requests
  base::SteadyTime left_at = always;  // when the last socket closed

  // Nobody is there from here on, unless he comes back; `never` while a socket is open.
  [[nodiscard]] base::SteadyTime ends() const { return sockets > 0 ? never : live_until; }
  [[nodiscard]] base::SteadyTime absent_from() const {
    return sockets > 0 ? never : std::max(left_at, live_until);
  }
};

// What its owner asked while a step was in flight; it is looked at again when the step is done.
struct Pending {
  Pending() = default;

  Ask ask{};
  std::optional<Order> order;  // nothing: he cancels
  bool while_waiting = false;  // the cancel came before anybody was told of an offer
};

struct Waiter : Applicant {
  Waiter() = default;

  Liveness liveness;
  base::SteadyTime expires = never;  // while waiting
  bool stored = false;  // false: its first step is in flight, and nobody was told of it

  StepId step{};  // in flight; not 0: the ticket is busy
  base::SteadyTime rests_until = always;  // after a failed step
  std::uint32_t failures = 0;  // in a row

  bool cancel_wanted = false;
  bool removal_wanted = false;  // by an operator
  struct Offer {
    base::SteadyTime since;
    base::SteadyTime confirm_by;
    bool confirmed = false;
    bool left = false;  // by him
    bool ended = false;  // by neither: the room is no more
  };
  Offer offer;

  std::vector<Pending> pending;  // at most Rules::asks_per_ticket
  base::SteadyTime ripens = never;  // when the next compatible one is ripe, as of the last search
  base::SteadyTime deadline = never;  // its place in the queue of deadlines

  [[nodiscard]] bool is_busy() const { return step.value != 0; }
  [[nodiscard]] bool is_waiting() const { return ticket.state == model::TicketState::waiting; }
  [[nodiscard]] bool wants_out() const { return cancel_wanted || removal_wanted || offer.left; }
};

}  // namespace heartlink::match
