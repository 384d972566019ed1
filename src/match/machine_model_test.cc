// SPDX-License-Identifier: Apache-2.0
// Random interleavings of everything that can happen to a few people, a machine and its store, each judged by
// an oracle after every event. Few with every build; HEARTLINK_MATCH_RUNS=1000000 for the whole proof, and
// HEARTLINK_MATCH_SEED=N with one run to see a failure again.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <gtest/gtest.h>

#include "match/testing/model_world.h"

namespace heartlink::match {
namespace {

using testing::Happened;
using testing::World;

constexpr std::uint64_t runs_of_every_build = 60'000;
constexpr std::uint64_t runs_of_the_proof = 1'000'000;
constexpr std::size_t events_per_run = 36;

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

TEST(MachineModel, no_interleaving_breaks_a_promise_and_everything_happens_often) {
  const auto runs = number_from("HEARTLINK_MATCH_RUNS", runs_of_every_build);
  const auto first = number_from("HEARTLINK_MATCH_SEED", 1);
  Happened happened;
  for (std::uint64_t seed = first; seed < first + runs; ++seed) {
    World world{seed, happened};
    const auto fault = world.run(events_per_run);
    ASSERT_EQ(fault, "") << "seed " << seed << ", event " << happened.events;
  }
  std::cout << happened.text();
  if (runs < runs_of_every_build) return;
  const std::uint64_t often = runs < runs_of_the_proof ? 100 : 10'000;
  EXPECT_GE(happened.matches, often);
  EXPECT_GE(happened.no_shows, often);
  EXPECT_GE(happened.survivors_back, often);
  EXPECT_GE(happened.cancels_against_matches, often);
  EXPECT_GE(happened.cancel_won, often);
  EXPECT_GE(happened.match_won, often);
  EXPECT_GE(happened.expired, often);
  EXPECT_GE(happened.restarts_while_offered, often);
  EXPECT_GE(happened.conflicts, often);
  EXPECT_GE(happened.limited, often);
  EXPECT_GE(happened.paused, often);
  EXPECT_GE(happened.blocks_while_offered, often);
}

TEST(MachineModel, the_same_seed_is_the_same_run) {
  Happened once;
  Happened again;
  EXPECT_EQ(World(7, once).run(500), "");
  EXPECT_EQ(World(7, again).run(500), "");
  EXPECT_EQ(once.text(), again.text());
}

}  // namespace
}  // namespace heartlink::match
