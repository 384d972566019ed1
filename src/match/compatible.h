// SPDX-License-Identifier: Apache-2.0
// The rule who may be paired with whom, and from when on. Pure; the pool asks it before every offer, and
// `match explain` asks it why nobody came. It never looks at who is there: that is the pool's question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "match/rules.h"
#include "model/ticket.h"

namespace heartlink::match {

inline constexpr base::SteadyTime never = base::SteadyTime::max();
inline constexpr base::SteadyTime always = base::SteadyTime::min();

// A block between the ticket's owner and `user`, by either or both.
struct Bar {
  model::UserId user;
  bool by_me = false;
  bool by_him = false;
};

// Something about `user` that is over at `until`.
struct Until {
  model::UserId user;
  base::SteadyTime until;
};

// A ticket with what is known about its owner and others. `bars` and `recents` are sorted by user.
struct Applicant {
  Applicant() = default;

  model::Ticket ticket;
  base::SteadyTime since;
  std::vector<Bar> bars;
  std::vector<Until> recents;  // partners, until rules.recent after
  std::vector<Until> refused;  // the store would not pair the two; a few at most, unsorted
};

// Which rule holds two apart, or did so longest. The order is that of the questions.
enum class Rule : std::uint8_t { none, kind, self, block, number, wish, recent, refused };

struct Ripe {
  base::SteadyTime at = always;  // `never` when time does not help
  Rule rule = Rule::none;
};

// From when on the two are compatible; symmetric. Wishes and recent partners are for heart link only: two who
// agreed on a number want each other.
[[nodiscard]] Ripe ripe_at(const Applicant& one, const Applicant& other, const Rules& rules);

// Whether one has blocked the other, as far as either ticket knows.
[[nodiscard]] bool is_barred(const Applicant& one, const Applicant& other);

// Notes that somebody blocks the other or no longer does; `by_me`: the owner of these bars is who does it.
// Above `most` bars nothing more is noted: the store looks again when it pairs two.
void set_bar(std::vector<Bar>& bars, model::UserId other, bool by_me, bool blocks, std::size_t most);

// Notes that the two have met. Above `most` nothing more is noted.
void set_recent(std::vector<Until>& recents, model::UserId other, base::SteadyTime until, std::size_t most);

// Notes that the store would not pair the two, until then. Above `most` the one that ends first is forgotten.
void set_refused(Applicant& applicant, model::UserId other, base::SteadyTime until, std::size_t most);

// What can be told of a ticket in a glance, so that a search passes quickly over those it need not ask.
struct Glance {
  std::uint64_t tags = 0;  // a bit per tag, by its hash
  std::uint64_t wanted_tags = 0;  // of hard wishes only, here and below; 0: none
  std::uint32_t language = 0;  // a hash; 0: not said
  std::uint32_t wanted_language = 0;
  std::uint8_t band = 0;  // one bit
  std::uint8_t wanted_bands = 0;
};

[[nodiscard]] Glance glance_at(const model::Ticket& ticket);

// True only for two whose hard wishes can never both hold. False promises nothing.
[[nodiscard]] inline bool never_meet(const Glance& one, const Glance& other) {
  const auto misses = [](const Glance& who, const Glance& whom) {
    return (who.wanted_language != 0 && who.wanted_language != whom.language) ||
           (who.wanted_tags != 0 && (who.wanted_tags & whom.tags) == 0) ||
           (who.wanted_bands != 0 && (who.wanted_bands & whom.band) == 0);
  };
  return misses(one, other) || misses(other, one);
}

}  // namespace heartlink::match
