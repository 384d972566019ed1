// SPDX-License-Identifier: Apache-2.0
// A clock that a test moves while the store's threads read it.
#pragma once

#include <atomic>
#include <chrono>

#include "base/clock.h"

namespace heartlink::store::testing {

class SharedClock final : public base::Clock {
 public:
  [[nodiscard]] base::SteadyTime now() const override {
    return base::SteadyTime{} + std::chrono::hours{1} + std::chrono::microseconds{passed_us_.load()};
  }
  [[nodiscard]] base::WallTime wall() const override {
    constexpr std::int64_t start_us = 1'700'000'000'000'000;
    return {start_us + passed_us_.load()};
  }
  void advance(std::chrono::microseconds by) { passed_us_ += by.count(); }

 private:
  std::atomic<std::int64_t> passed_us_{0};
};

}  // namespace heartlink::store::testing
