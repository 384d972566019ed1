// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace heartlink::base {
namespace {

// Hands out the numbers it was given, eight bytes each.
class ScriptedRandom final : public Random {
 public:
  explicit ScriptedRandom(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
  std::string bytes(std::size_t count) override {
    std::string out(count, '\0');
    std::memcpy(out.data(), &numbers_.at(next_++), std::min(count, sizeof(std::uint64_t)));
    return out;
  }
  [[nodiscard]] std::size_t draws() const { return next_; }

 private:
  std::vector<std::uint64_t> numbers_;
  std::size_t next_ = 0;
};

TEST(Random, the_system_gives_as_many_bytes_as_asked_and_never_the_same) {
  SystemRandom random;
  EXPECT_EQ(random.bytes(0), "");
  EXPECT_EQ(random.bytes(100'000).size(), 100'000U);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random.bytes(16)).second);
}

TEST(Random, a_seed_repeats_itself_and_another_seed_does_not) {
  SeededRandom one{7};
  SeededRandom same{7};
  SeededRandom other{8};
  const std::string first = one.bytes(20);
  EXPECT_EQ(first, same.bytes(20));
  EXPECT_NE(first, other.bytes(20));
  EXPECT_NE(first, one.bytes(20));
}

TEST(Random, below_stays_below_and_reaches_every_value) {
  SeededRandom random{1};
  std::array<int, 6> faces{};
  for (int i = 0; i < 6000; ++i) ++faces.at(random.below(6));
  for (const int count : faces) {
    EXPECT_GT(count, 850);
    EXPECT_LT(count, 1150);
  }
  EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, below_draws_again_where_the_remainder_would_favour_some_values) {
  // 2^64 mod 6 is 4: the draws 0 to 3 are the surplus.
  ScriptedRandom random{{0, 3, 4}};
  EXPECT_EQ(random.below(6), 4U);
  EXPECT_EQ(random.draws(), 3U);
  // A power of two has no surplus.
  ScriptedRandom even{{0}};
  EXPECT_EQ(even.below(8), 0U);
}

TEST(RandomDeathTest, below_zero_is_a_bug) {
  SeededRandom random{1};
  EXPECT_DEATH(static_cast<void>(random.below(0)), "");
}

}  // namespace
}  // namespace heartlink::base
