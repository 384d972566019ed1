// SPDX-License-Identifier: Apache-2.0
// Whether the process takes work: it starts, it serves, it drains. Written by the composition root, read by
// everyone.
#pragma once

#include <atomic>
#include <cstdint>

namespace heartlink::base {

class Lifecycle {
 public:
  enum class State : std::uint8_t { starting, serving, draining };

  [[nodiscard]] State state() const { return state_.load(std::memory_order_acquire); }
  [[nodiscard]] bool serving() const { return state() == State::serving; }
  void enter(State state) { state_.store(state, std::memory_order_release); }

 private:
  std::atomic<State> state_{State::starting};
};

}  // namespace heartlink::base
