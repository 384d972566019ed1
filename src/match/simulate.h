// SPDX-License-Identifier: Apache-2.0
// What waiting would be like: a crowd that arrives, skewed as crowds are, goes through the real machine under
// a virtual clock. For `heartlink match sim`, which prints it. Pure: the same crowd gives the same figures.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "match/rules.h"

namespace heartlink::match {

// Heart link's crowd. Percentages are 0 … 100.
struct Crowd {
  std::uint64_t seed = 1;
  std::size_t people = 10'000;  // at most 1,000,000; each comes once
  double per_minute = 120;  // on average; more than 0
  double burst = 4;  // the busiest minute of ten against the others; 1: even
  std::size_t languages = 5;  // 1 … 64
  double skew = 1;  // language n has a share of 1/n^skew
  std::uint32_t wish_percent = 60;  // who wish for their own language
  std::uint32_t hard_percent = 30;  // of those: for ever
  std::uint32_t no_show_percent = 3;  // who do not open the offered room
};

// Of one group. Times are from asking to both being there, over those who were matched.
struct Waits {
  std::size_t people = 0;
  std::size_t matched = 0;
  std::size_t expired = 0;
  std::size_t no_shows = 0;
  std::chrono::milliseconds half{0};  // half of them waited no longer
  std::chrono::milliseconds nine_tenths{0};
  std::chrono::milliseconds all_but_one_percent{0};
  std::chrono::milliseconds longest{0};
};

struct Simulated {
  Waits all;
  std::vector<Waits> by_language;  // the most common first
  // The fairness that is promised, measured: by how much somebody was taken before a compatible one who
  // waited longer, at most; and how many expired while a compatible one waited.
  std::chrono::milliseconds passed_over{0};
  std::size_t expired_beside_compatible = 0;
};

[[nodiscard]] Simulated simulate(const Crowd& crowd, const Rules& rules);

}  // namespace heartlink::match
