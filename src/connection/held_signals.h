// SPDX-License-Identifier: Apache-2.0
// The frames without an id that wait while a socket is behind: of each kind and person the newest, so that
// whoever has caught up sees how things stand and not how they came about. Owned by a chat socket only while
// something waits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "fanout/recipient.h"

namespace heartlink::connection {

class HeldSignals {
 public:
  explicit HeldSignals(std::size_t most) : most_(most) {}

  // Over `most` the oldest is dropped.
  void hold(fanout::SignalKey key, const protocol::Frame& frame) {
    std::erase_if(held_, [key](const auto& one) { return one.first == key; });
    if (held_.size() >= most_) held_.erase(held_.begin());
    held_.emplace_back(key, frame);
  }

  // Offers them in order until one is not taken.
  template <class Offer>
  void release(Offer offer) {
    const auto left = std::ranges::find_if(held_, [&offer](const auto& one) { return !offer(one.second); });
    held_.erase(held_.begin(), left);
  }

  [[nodiscard]] bool empty() const { return held_.empty(); }

 private:
  std::size_t most_;
  std::vector<std::pair<fanout::SignalKey, protocol::Frame>> held_;
};

}  // namespace heartlink::connection
