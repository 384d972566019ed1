// SPDX-License-Identifier: Apache-2.0
// What /metrics says of matching, counted from the machine's news.
#pragma once

#include <array>
#include <cstddef>

#include "base/clock.h"
#include "base/metrics.h"
#include "match/step.h"

namespace heartlink::match {

class MatchMetrics {
 public:
  explicit MatchMetrics(base::Metrics& metrics);

  void count(const News& news, base::WallTime now);
  void set_waiting(model::MatchKind kind, std::size_t tickets);

 private:
  enum Event : std::uint8_t { offered, matched, withdrawn, cancelled, expired, dropped, no_show, events_ };
  static Event event_of(const News& news);

  struct OfKind {
    prometheus::Gauge* waiting = nullptr;
    prometheus::Histogram* seconds = nullptr;
    std::array<prometheus::Counter*, events_> total{};
  };
  std::array<OfKind, 2> kinds_;  // by MatchKind
};

}  // namespace heartlink::match
