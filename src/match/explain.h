// SPDX-License-Identifier: Apache-2.0
// Why somebody is not matched: his own place, and what keeps each of the others from him. For `heartlink
// match explain`, which an operator asks; it names nobody. Pure; one walk over his line.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "match/pool.h"

namespace heartlink::match {

// The first that is true, in this order.
enum class Verdict : std::uint8_t {
  no_ticket,
  offered,  // he has a partner, and a room that waits for both
  about_to_match,  // something of his is being stored, or a partner is ready
  not_live,  // he is not there, so nobody finds him
  paused_store,  // the store failed on him, and he rests
  alone,  // nobody else waits in his line
  nobody_live,  // others wait, but none of them is there and free
  held_apart  // some are there and free, and a rule keeps each of them from him
};

[[nodiscard]] constexpr std::string_view word_of(Verdict verdict) {
  constexpr std::string_view words[] = {"no_ticket",    "offered", "about_to_match", "not_live",
                                        "paused_store", "alone",   "nobody_live",    "held_apart"};
  return words[static_cast<std::size_t>(verdict)];
}

[[nodiscard]] constexpr std::string_view word_of(Rule rule) {
  constexpr std::string_view words[] = {"none",   "kind", "self",   "block",
                                        "number", "wish", "recent", "refused"};
  return words[static_cast<std::size_t>(rule)];
}

// Whom one rule keeps from him now.
struct Held {
  std::size_t count = 0;
  std::optional<std::chrono::milliseconds> first_in;  // until the first no longer is; nothing: never
};

struct Explanation {
  Verdict verdict = Verdict::no_ticket;

  // Of himself. Without a ticket everything below says nothing.
  std::optional<model::TicketState> state;  // waiting or offered
  model::MatchKind kind = model::MatchKind::heart;
  model::TicketId ticket;
  std::chrono::milliseconds waited{0};
  std::chrono::milliseconds left{0};  // until he expires or, offered, must have come; never below zero
  std::chrono::milliseconds rests{0};  // until the store is tried again
  bool has_socket = false;
  bool is_live = false;  // by a socket or by a request
  bool is_busy = false;  // a step of his is in flight
  std::size_t place = 0;  // by how long he has waited, 1 is the first; 0: he is offered

  // Of the others who wait in his line, there or not. One can be absent, busy and held apart at once.
  std::size_t others = 0;
  std::size_t absent = 0;
  std::size_t busy = 0;  // a step of theirs is in flight, they rest, or they want out
  std::size_t ready = 0;  // there, free and compatible
  std::array<Held, 8> held;  // by Rule

  [[nodiscard]] const Held& held_by(Rule rule) const { return held[static_cast<std::size_t>(rule)]; }
};

// `rules` are those of the pool.
[[nodiscard]] Explanation explain(const Pool& pool, model::UserId user, base::SteadyTime now,
                                  const Rules& rules);

}  // namespace heartlink::match
