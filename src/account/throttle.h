// SPDX-License-Identifier: Apache-2.0
// How often something may happen per key before it pauses: wrong passwords per account and per address, new
// accounts per address. Plain values without a lock: SignIn and Register use them on one executor only.
// Bounded: over `keys_max` the oldest count is forgotten.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/clock.h"
#include "base/result.h"

namespace heartlink::account {

// Counts per key within a window that begins with the key's first charge.
class Counts {
 public:
  Counts(std::uint32_t most, std::chrono::seconds window, std::size_t keys_max)
      : most_(most), window_(window), keys_max_(keys_max) {}

  // How long until this key may try again, in whole seconds begun; zero when it may now.
  [[nodiscard]] std::chrono::seconds wait(const std::string& key, base::SteadyTime now) const;
  void add(const std::string& key, base::SteadyTime now);
  void take_back(const std::string& key);

 private:
  struct Count {
    std::uint32_t times = 0;
    base::SteadyTime since;
  };

  std::uint32_t most_;
  std::chrono::seconds window_;
  std::size_t keys_max_;
  std::unordered_map<std::string, Count> counts_;
  std::deque<std::pair<std::string, base::SteadyTime>> oldest_first_;  // every key of counts_, once
};

// How many keys are counted at a time: some megabytes at most.
inline constexpr std::size_t throttle_keys_max = 16'384;

class Throttle {
 public:
  // `most` failures within `window`, for an account and for an address alike.
  Throttle(std::uint32_t most, std::chrono::seconds window)
      : accounts_(most, window, throttle_keys_max), addresses_(most, window, throttle_keys_max) {}

  // Counts a try as a failure until it is forgiven, so that a hundred tries at once are not all let through.
  // Error: throttled, with the time to wait.
  [[nodiscard]] base::Result<void> charge(const std::string& account_key, std::string_view address,
                                          base::SteadyTime now);

  // The try was no failure: the password was right, or it could not be checked.
  void forgive(const std::string& account_key, std::string_view address);

 private:
  Counts accounts_;
  Counts addresses_;
};

// Whoever has an IPv6 address has the whole /64 to choose from, so that is what counts; other texts are kept.
[[nodiscard]] std::string throttled_network(std::string_view address);

}  // namespace heartlink::account
