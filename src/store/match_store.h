// SPDX-License-Identifier: Apache-2.0
// The port of waiting for a match: one step of the matching machine is one transaction over its tickets,
// their room and what their owners are told. Same promises as MessageStore.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/executor.h"
#include "model/act.h"
#include "model/room.h"
#include "model/ticket.h"
#include "model/user.h"

namespace heartlink::store {

// A ticket is changed only if it is in `before` (`is_new`: if its owner has no live one).
struct TicketChange {
  TicketChange() = default;

  bool is_new = false;
  model::TicketState before = model::TicketState::waiting;
  model::Ticket after;
  model::TicketReason reason = model::TicketReason::none;
  std::vector<model::Act> acts;  // of the operators who had it removed; the store fills in the subject
};

struct MatchStep {
  MatchStep() = default;

  // `offer` makes the room, `settle` wants it to be active still, `withdraw` ends it unless it has ended.
  enum class What : std::uint8_t { enqueue, offer, settle, withdraw, close };

  What what = What::enqueue;
  model::RoomId room;  // of offer, settle and withdraw
  std::string
      alias1;  // of an offered room: how the owner of the first change appears in it; empty: as himself
  std::string alias2;  // and the other
  base::WallTime confirm_by;  // of an offer, told to both
  std::vector<TicketChange> changes;  // one or two
};

// A wall between a person and `user`, by either or both.
struct Wall {
  model::UserId user;
  bool by_me = false;
  bool by_him = false;
};

// Whom somebody was matched with, and when.
struct Met {
  model::UserId user;
  base::WallTime at;
};

// Whom a person should not meet now; both sorted by user.
struct Company {
  Company() = default;

  std::vector<Wall> walls;
  std::vector<Met> met;
  base::WallTime muted_until;  // by an operator; zero, or past: he may be matched
};

struct LiveTicket {
  LiveTicket() = default;

  model::Ticket ticket;
  Company company;
};

struct LiveTickets {
  LiveTickets() = default;

  std::vector<LiveTicket> tickets;  // the oldest first
  model::TicketId newest;  // that was ever given
};

// Somebody's ticket with the room it led to; or such a room alone.
struct Meeting {
  Meeting() = default;

  std::optional<model::Ticket> ticket;
  std::optional<model::Room> room;
  std::optional<model::User> partner;  // present_person says how he appears in the room
};

// A live ticket as operators see it.
struct QueuedTicket {
  QueuedTicket() = default;

  model::Ticket ticket;
  std::string username;  // its owner's own
};

class MatchStore {
 public:
  virtual ~MatchStore() = default;

  // All of it or nothing, with what the owners are told (user_event.h). A room whose two have a wall between
  // them, or an account that is disabled or muted, is not made. Errors: ticket_moved (something is not as the
  // step believes, and the same step never will be done), busy, storage_full, unavailable (nothing was done).
  virtual void commit(MatchStep step, base::Done<bool> done) = 0;

  // Everything that waits, at start. `met_since`: older meetings do not count. Error: busy.
  virtual void live(base::WallTime met_since, base::Done<LiveTickets> done) = 0;

  // The live tickets, the oldest first, at most `limit`. Error: busy.
  virtual void queue(std::uint32_t limit, base::Done<std::vector<QueuedTicket>> done) = 0;

  // Error: busy.
  virtual void company(model::UserId user, base::WallTime met_since, base::Done<Company> done) = 0;

  // The newest ticket of this kind, nothing when there never was one. Error: busy.
  virtual void newest(model::UserId user, model::MatchKind kind, base::Done<Meeting> done) = 0;

  // The newest heart-link room of this person that is still active. Error: busy.
  virtual void reunion(model::UserId user, base::Done<Meeting> done) = 0;
};

}  // namespace heartlink::store
