// SPDX-License-Identifier: Apache-2.0
// Every choice of a simulation comes from here: the same seed, the same run, on every machine (splitmix64;
// the distributions of the standard library differ between machines). For tests: of the matching machine, and
// of three workers in one thread (tests/fault/simulation).
#pragma once

#include <cstddef>
#include <cstdint>

namespace heartlink::base::testing {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }

  // 0 … bound - 1; bound > 0. The bias is of no interest here.
  [[nodiscard]] std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

  [[nodiscard]] std::size_t between(std::size_t first, std::size_t last) {
    return first + below(last - first + 1);
  }

  [[nodiscard]] bool one_in(std::size_t count) { return below(count) == 0; }
  [[nodiscard]] bool percent(std::size_t chance) { return below(100) < chance; }

 private:
  std::uint64_t state_;
};

}  // namespace heartlink::base::testing
