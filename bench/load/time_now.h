// SPDX-License-Identifier: Apache-2.0
// The one clock of a run: nanoseconds of CLOCK_MONOTONIC, which is the same in every process of the machine.
#pragma once

#include <chrono>
#include <cstdint>

namespace heartlink::load {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds ns_per_second = 1'000'000'000;
inline constexpr Nanoseconds ns_per_ms = 1'000'000;

[[nodiscard]] inline Nanoseconds now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

[[nodiscard]] inline double seconds_of(Nanoseconds ns) {
  return static_cast<double>(ns) / static_cast<double>(ns_per_second);
}

}  // namespace heartlink::load
