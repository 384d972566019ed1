// SPDX-License-Identifier: Apache-2.0
// Who was offered somebody and did not come. So many times within a window, and his matching pauses: the
// others wait for nothing each time. Kept in memory only, so a restart forgives. Plain values, used by the
// machine.
#pragma once

#include <chrono>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "match/rules.h"
#include "model/ids.h"

namespace heartlink::match {

class NoShows {
 public:
  // The rules outlive it.
  explicit NoShows(const Rules& rules) : rules_(rules) {}

  void add(model::UserId user, base::SteadyTime now);

  // How long the person's matching still pauses; zero when it does not.
  [[nodiscard]] std::chrono::milliseconds pause_left(model::UserId user, base::SteadyTime now) const;

 private:
  struct Person {
    std::vector<base::SteadyTime> times;  // within the window, fewer than rules_.no_shows
    base::SteadyTime paused_until = base::SteadyTime::min();
    base::SteadyTime last;
  };

  // Forgets whom nothing is held against any more, and above the bound the oldest.
  void forget(base::SteadyTime now);

  const Rules& rules_;
  std::unordered_map<model::UserId, Person> people_;
  std::deque<std::pair<base::SteadyTime, model::UserId>> order_;  // one for each no-show within the window
};

}  // namespace heartlink::match
