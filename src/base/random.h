// SPDX-License-Identifier: Apache-2.0
// Randomness as an argument: secrets, ids and jitter come from here, and tests bring their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace heartlink::base {

class Random {
 public:
  virtual ~Random() = default;
  // `count` unpredictable bytes. The system's implementation aborts when the kernel has none to give.
  [[nodiscard]] virtual std::string bytes(std::size_t count) = 0;

  // Uniform in [0, bound); bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
};

// getrandom(2). Safe from every thread.
class SystemRandom final : public Random {
 public:
  [[nodiscard]] std::string bytes(std::size_t count) override;
};

// Repeatable; for tests and simulations only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  [[nodiscard]] std::string bytes(std::size_t count) override;

 private:
  std::uint64_t state_;
};

}  // namespace heartlink::base
