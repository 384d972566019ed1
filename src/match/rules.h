// SPDX-License-Identifier: Apache-2.0
// Every time and bound of matching, in one place (protocol.md §5, §6; contract.md 4.6). The composition root
// may change them; tests do.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace heartlink::base {
struct Config;
}

namespace heartlink::match {

// Of one person's `About`, and of one person's `Wanted`; the edge refuses more.
inline constexpr std::size_t tags_max = 8;

struct Rules {
  // A ticket (protocol.md §5, §6).
  std::chrono::milliseconds lifetime{600'000};
  std::chrono::milliseconds confirm_within{20'000};
  std::chrono::milliseconds absence{60'000};  // a ticket keeps its place so long without its owner

  // A pair (protocol.md §6).
  std::chrono::seconds soft_wait{30};  // a soft wish holds so long
  std::chrono::milliseconds recent{std::chrono::hours{24}};         // partners are recent for so long
  std::chrono::seconds recent_wait{60};  // and meet again when both have waited so long

  // Who does not come (protocol.md §6).
  std::uint32_t no_shows = 3;
  std::chrono::seconds no_show_window{3600};
  std::chrono::seconds no_show_pause{600};
  std::size_t no_show_people = 10'000;  // remembered at a time; the oldest is forgotten

  // Guessing numbers (protocol.md §5): so many different ones per person and per address.
  std::uint32_t guesses = 10;
  std::chrono::seconds guess_window{600};
  std::size_t guess_keys = 16'384;  // people, and addresses, remembered at a time; the oldest is forgotten

  // A step that failed is tried again after `first_rest`, each time twice as late, at most `longest_rest`.
  // Two whom the store would not pair are tried again after `refused_rest`.
  std::chrono::milliseconds first_rest{200};
  std::uint32_t failures_told = 4;  // in a row, before whoever waits for the step is told: after 1.4 s
  std::chrono::milliseconds longest_rest{10'000};
  std::chrono::milliseconds refused_rest{1'000};

  // Memory. A ticket takes about a kilobyte; more than twice limits.connections never wait.
  std::size_t tickets = 50'000;
  std::size_t steps = 2'048;  // in flight before deadlines wait: a quarter of limits.write_queue_jobs
  std::size_t asks_per_ticket = 8;  // of one person, waiting for a step; more are told `busy`
  std::size_t bars = 4'096;  // of one ticket; the store's own check has no bound
  std::size_t recents = 1'024;
  std::size_t refused = 16;
};

// As the operator has them.
[[nodiscard]] Rules rules_of(const base::Config& config);

}  // namespace heartlink::match
