// SPDX-License-Identifier: Apache-2.0
// How many different numbers one person, and all people of one address, may try. There are only 10,000: with
// 100 of them waiting, whoever may try without end finds a stranger in seconds (peers.md 3.7). It knows
// nothing of who waits, so its refusals tell nothing. Plain values without a lock, used by the machine only.
// Bounded: over `keys_max` the key that was quiet for longest is forgotten.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::match {

class GuessLimit {
 public:
  // At most `most` different numbers in any `window`, for a person and for a network alike.
  GuessLimit(std::uint32_t most, std::chrono::seconds window, std::size_t keys_max)
      : people_(most, window, keys_max), networks_(most, window, keys_max) {}

  // Counts the number for both, unless it counts already. Else how long until another one may be tried; a
  // refused number does not count. `network`: an IPv4 address or an IPv6 /64; empty: not known, not limited.
  [[nodiscard]] std::optional<std::chrono::milliseconds> refuse(model::UserId user,
                                                                const std::string& network,
                                                                const std::string& number,
                                                                base::SteadyTime now);

 private:
  class Numbers {
   public:
    Numbers(std::uint32_t most, std::chrono::seconds window, std::size_t keys_max)
        : most_(most), window_(window), keys_max_(keys_max) {}

    [[nodiscard]] std::chrono::milliseconds wait(const std::string& key, const std::string& number,
                                                 base::SteadyTime now);
    void add(const std::string& key, const std::string& number, base::SteadyTime now);

   private:
    struct Tried {
      std::string number;
      base::SteadyTime at;
    };
    struct Key {
      std::vector<Tried> tried;  // oldest first, at most `most_`
      std::list<std::string>::iterator place;
    };

    std::uint32_t most_;
    std::chrono::seconds window_;
    std::size_t keys_max_;
    std::unordered_map<std::string, Key> keys_;
    std::list<std::string> quiet_first_;  // every key of keys_, once
  };

  Numbers people_;
  Numbers networks_;
};

}  // namespace heartlink::match
