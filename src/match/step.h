// SPDX-License-Identifier: Apache-2.0
// What goes in and out of the matching machine, as values: orders and answers, steps for the store and their
// outcomes, news for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "match/compatible.h"
#include "model/ticket.h"

namespace heartlink::match {

using StepId = model::NumberId<struct StepTag>;

// Whoever asks gives his question a name, and finds the answer by it. Each is answered exactly once, unless
// the process ends.
using Ask = model::NumberId<struct AskTag>;

// Somebody wants to be matched. `bars` and `recents` are sorted by user; whoever makes an order listens for
// blocks before he reads them, and tells the machine of what came in between after it.
struct Order {
  Order() = default;

  model::MatchKind kind = model::MatchKind::heart;
  model::UserId user;
  std::string number;   // four ASCII digits, checked at the edge; empty for heart link
  std::string network;  // of the address he asks from: IPv4, or an IPv6 /64
  model::About about;
  model::Wanted wanted;
  std::vector<Bar> bars;
  std::vector<Until> recents;
  std::uint32_t sockets = 0;
  base::SteadyTime live_until = always;
  base::WallTime asked_at;  // shown to people
};

using Reason = model::TicketReason;

// One ticket's part of a step: the store changes it only if it is in `before` (with `is_new`: not there yet).
struct Change {
  Change() = default;

  bool is_new = false;
  model::TicketState before = model::TicketState::waiting;
  model::Ticket after;
  Reason reason = Reason::none;
};

// One transaction: every change and the room, or nothing.
struct Step {
  Step() = default;

  // `offer` makes `room` for the two, unless one blocks the other by then. `settle` keeps it, if it is still
  // active. `withdraw` ends it; that it has ended already is no conflict.
  enum class What : std::uint8_t { enqueue, offer, settle, withdraw, close };

  StepId id;
  What what = What::enqueue;
  model::RoomId room;  // of offer, settle and withdraw
  std::vector<Change> changes;  // one or two, the older ticket first
};

// `failed`: nothing was done, and a later try may succeed. `conflict`: nothing was done, and the same try
// never will: the store knows something that the machine has not heard yet.
enum class Outcome : std::uint8_t { committed, conflict, failed };

// What a person may know of his live ticket.
struct Standing {
  Standing() = default;

  model::TicketId id;
  model::MatchKind kind = model::MatchKind::heart;
  std::string number;  // of number match
  model::TicketState state = model::TicketState::waiting;
  model::RoomId room;
  model::UserId partner;
  base::WallTime since;
  base::WallTime expires_at;  // as the ticket has it, by the clock of its beginning
  std::chrono::milliseconds left{0};  // until it expires; while offered, until the room must be open
};

struct Answer {
  Answer() = default;

  enum class What : std::uint8_t {
    waiting,  // to create
    matched,  // to create; to cancel: the match was first
    already_waiting,  // to create: with another number, or for the other kind
    limited,  // to create: too many different numbers; come back after `retry`
    paused,  // to create: too many no-shows; come back after `retry`
    cancelled,  // to cancel: the ticket is closed, and no match came first
    nothing,  // to cancel: there was no ticket
    busy,  // too much is going on; come back after `retry`
    unavailable,  // the store did not take it, or not yet (a cancel holds); come back after `retry`
  };

  Ask ask;
  What what = What::waiting;
  std::optional<Standing> standing;
  std::chrono::milliseconds retry{0};
};

// A ticket's state has changed for good: offered, matched, waiting again, or over.
struct News {
  News() = default;

  model::UserId user;
  Standing standing;
  Reason reason = Reason::none;
};

// A live ticket from the store, at start.
struct Restored {
  Restored() = default;

  model::Ticket ticket;
  std::vector<Bar> bars;  // both sorted by user
  std::vector<Until> recents;
};

}  // namespace heartlink::match
