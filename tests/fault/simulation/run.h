// SPDX-License-Identifier: Apache-2.0
// One seed: a world that suffers and heals, its final history read in all ways, and what the checker says of
// it. Called by simulation_main.cc and by the test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/fault/checker/check.h"
#include "tests/fault/history/event.h"
#include "tests/fault/simulation/counts.h"
#include "tests/fault/simulation/database.h"

namespace heartlink::fault::simulation {

struct Outcome {
  History history;
  Counts counts;
  Verdict verdict;
};

// `trace` prints every step.
[[nodiscard]] Outcome run_seed(const Shelf& shelf, std::uint64_t seed, bool trace = false);

}  // namespace heartlink::fault::simulation
