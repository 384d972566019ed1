// SPDX-License-Identifier: Apache-2.0
// Where the invariants put what they find. Counts everything and keeps the smallest counter-examples: a
// broken server breaks the same promise a hundred thousand times, and a reader looks at one.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fault/checker/check.h"
#include "tests/fault/checker/facts.h"

namespace heartlink::fault::checker {

class Violations {
 public:
  explicit Violations(const History& history) : history_(history) {}

  // `evidence` in any order; `none` and repetitions are left out. `count`: how many messages it is about.
  void add(std::string_view invariant, std::string sentence, std::vector<Index> evidence,
           std::size_t count = 1);

  // Moves all of it into the verdict: fewest events first, what has no evidence at all last.
  void hand_over(Verdict& verdict);

 private:
  static constexpr std::size_t kept_max = 20;

  struct Found {
    std::string sentence;
    std::vector<Index> evidence;
  };
  [[nodiscard]] static bool smaller(const Found& left, const Found& right);

  struct Kind {
    std::size_t count = 0;
    std::vector<Found> kept;  // sorted by `smaller`
  };

  const History& history_;
  std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace heartlink::fault::checker
