// SPDX-License-Identifier: Apache-2.0
// Time as an argument. Deadlines use the steady clock; only what people and databases see uses wall time.
#pragma once

#include <chrono>
#include <cstdint>

namespace heartlink::base {

using SteadyTime = std::chrono::steady_clock::time_point;

// Microseconds since 1970 in UTC: what the store keeps and the wire prints.
struct WallTime {
  std::int64_t us = 0;
  auto operator<=>(const WallTime&) const = default;
  [[nodiscard]] std::int64_t ms() const { return us / 1000; }
  [[nodiscard]] std::int64_t seconds() const { return us / 1'000'000; }
};

class Clock {
 public:
  virtual ~Clock() = default;
  // Monotonic; never jumps with the wall clock.
  [[nodiscard]] virtual SteadyTime now() const = 0;
  // May jump either way; nothing is ordered by it.
  [[nodiscard]] virtual WallTime wall() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] SteadyTime now() const override { return std::chrono::steady_clock::now(); }
  [[nodiscard]] WallTime wall() const override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return WallTime{std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
  }
};

// A clock that a test moves by hand. Not thread-safe.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] SteadyTime now() const override { return steady_; }
  [[nodiscard]] WallTime wall() const override { return wall_; }
  void advance(std::chrono::milliseconds by) {
    steady_ += by;
    wall_.us += by.count() * 1000;
  }
  // The wall clock alone jumps, as when an administrator sets it.
  void jump_wall(std::chrono::milliseconds by) { wall_.us += by.count() * 1000; }

 private:
  SteadyTime steady_{std::chrono::seconds{1'000}};
  WallTime wall_{1'700'000'000'000'000};
};

}  // namespace heartlink::base
