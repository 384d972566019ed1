// SPDX-License-Identifier: Apache-2.0
// One person's wait for a match, as the store keeps it (protocol.md §5, §6). Wall times are for people and
// for the next start; in between the machine (match/machine.h) decides by the steady clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::model {

// Given out in the order of asking and never twice: the smaller, the longer the wait. The wire's request_id.
using TicketId = NumberId<struct TicketTag>;

// The number is stored: a new value goes to the end.
enum class MatchKind : std::uint8_t { number, heart };

// The number is stored: a new value goes to the end. The first two are live, the others are for ever.
enum class TicketState : std::uint8_t { waiting, offered, matched, cancelled, expired, dropped };

[[nodiscard]] constexpr bool is_live(TicketState state) {
  return state == TicketState::waiting || state == TicketState::offered;
}

[[nodiscard]] constexpr std::string_view word_of(TicketState state) {
  constexpr std::string_view words[] = {"waiting", "offered", "matched", "cancelled", "expired", "dropped"};
  return words[static_cast<std::size_t>(state)];
}

[[nodiscard]] constexpr std::string_view word_of(MatchKind kind) {
  return kind == MatchKind::number ? "number" : "heart";
}

// Why a ticket's state changed. What is told to people never says more than this.
enum class TicketReason : std::uint8_t {
  none,
  cancelled,     // by its owner
  expired,       // nobody compatible came in time
  absent,        // its owner was gone for too long
  no_show,       // its owner did not open the offered room
  partner_gone,  // the other did not come, left, or was blocked: the ticket waits again, in its old place
  removed,       // by an operator
};

[[nodiscard]] constexpr std::string_view word_of(TicketReason reason) {
  constexpr std::string_view words[] = {"",        "cancelled",    "expired", "absent",
                                        "no_show", "partner_gone", "removed"};
  return words[static_cast<std::size_t>(reason)];
}

// What a person says of himself. The edge has checked length and count of all texts before one is made.
struct About {
  About() = default;

  std::string language;           // empty: not said
  std::vector<std::string> tags;  // at most match::tags_max
  std::uint8_t age_band = 0;      // 1 … 8; 0: not said, which no wish for a band accepts
};

// What he wishes of the other; empty wishes nothing.
struct Wanted {
  Wanted() = default;

  std::string language;
  std::vector<std::string> tags;  // one of these is enough; at most match::tags_max
  std::uint8_t age_bands = 0;     // bit n-1 is band n
  bool hard = false;              // holds for ever; else until he has waited long enough
};

struct Ticket {
  Ticket() = default;

  TicketId id;
  MatchKind kind = MatchKind::heart;
  UserId user;
  std::string number;  // four ASCII digits; empty for heart link
  About about;
  Wanted wanted;
  TicketState state = TicketState::waiting;
  RoomId room;     // offered and matched: the room of the two
  UserId partner;  // and who the other is
  base::WallTime since;
  base::WallTime expires_at;  // while waiting; a survivor's has moved by the time he was offered
  base::WallTime offered_at;
};

}  // namespace heartlink::model
