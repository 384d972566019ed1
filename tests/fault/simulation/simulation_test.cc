// SPDX-License-Identifier: Apache-2.0
// A few seeds of the simulation with every build: no promise is broken, every edge is met, and a seed is a
// run. The ten thousand are simulation_main.cc's.
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/fault/history/lines.h"
#include "tests/fault/simulation/run.h"

namespace heartlink::fault::simulation {
namespace {

constexpr std::uint64_t seeds = 50;

std::vector<std::string> lines_of(const History& history) {
  std::vector<std::string> lines;
  for (const auto& event : history) lines.push_back(line_of(event));
  return lines;
}

TEST(Simulation, no_seed_breaks_the_promise_and_every_edge_is_met) {
  const Shelf shelf;
  Counts counts;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto outcome = run_seed(shelf, seed);
    for (const auto& violation : outcome.verdict.violations) {
      ADD_FAILURE() << "seed " << seed << ": " << describe(violation);
    }
    counts.add(outcome.counts);
  }
  EXPECT_EQ(counts.never_met(), "") << counts.text();
}

TEST(Simulation, the_same_seed_is_the_same_run_and_another_one_is_another) {
  const Shelf shelf;
  const auto once = lines_of(run_seed(shelf, 7).history);
  EXPECT_EQ(lines_of(run_seed(shelf, 7).history), once);
  EXPECT_EQ(lines_of(run_seed(Shelf{}, 7).history), once);
  EXPECT_NE(lines_of(run_seed(shelf, 8).history), once);
}

}  // namespace
}  // namespace heartlink::fault::simulation
