// SPDX-License-Identifier: Apache-2.0
// The chances of the chaos proxy, from one seed. The same seed throws the same numbers; which connection gets
// them is up to the machine. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace heartlink::fault {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // 0: never, 1: always.
  bool chance(double of_one) { return std::uniform_real_distribution{0.0, 1.0}(engine_) < of_one; }

  // Both ends included; `low` when `high` is lower.
  std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return high <= low ? low : std::uniform_int_distribution{low, high}(engine_);
  }
  std::chrono::microseconds between(std::chrono::microseconds low, std::chrono::microseconds high) {
    if (high <= low) return low;
    return std::chrono::microseconds{std::uniform_int_distribution{low.count(), high.count()}(engine_)};
  }

  // The time until something comes that comes so often.
  std::chrono::microseconds wait_for(double per_second) {
    const std::chrono::duration<double> seconds{std::exponential_distribution{per_second}(engine_)};
    return std::chrono::duration_cast<std::chrono::microseconds>(seconds);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace heartlink::fault
