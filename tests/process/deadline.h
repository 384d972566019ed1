// SPDX-License-Identifier: Apache-2.0
// How long a test waits for something that must happen. Every wait of these suites is bounded by one of
// these, so a server that hangs fails a test instead of holding it up. Waits end with the event; nothing
// sleeps.
#pragma once

#include <algorithm>
#include <chrono>

namespace heartlink::process {

class Deadline {
 public:
  // Far beyond what anything here takes, also under a sanitizer on a busy machine.
  explicit Deadline(std::chrono::milliseconds patience = std::chrono::seconds{30})
      : end_(std::chrono::steady_clock::now() + patience) {}

  [[nodiscard]] bool passed() const { return std::chrono::steady_clock::now() >= end_; }

  // What poll(2) wants; 0 once it has passed.
  [[nodiscard]] int milliseconds_left() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 3'600'000));
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

}  // namespace heartlink::process
