// SPDX-License-Identifier: Apache-2.0
#include "net/timer_wheel.h"

#include <algorithm>

namespace heartlink::net {

std::size_t TimerWheel::slot_of(base::SteadyTime time) {
  const auto second = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  return static_cast<std::size_t>(second) % slot_count;
}

void TimerWheel::schedule(Timer& timer, base::SteadyTime now, std::chrono::milliseconds delay) {
  timer.unlink();
  timer.due_ = now + delay;
  // A slot is visited when its second is over, so a timer in it is then due; one for a later round stays.
  slots_[slot_of(std::max(timer.due_, turned_to_))].push_back(timer);
}

void TimerWheel::turn(base::SteadyTime now) {
  using std::chrono::seconds;
  const auto last = std::chrono::floor<seconds>(now);
  auto second = std::chrono::floor<seconds>(turned_to_);
  if (last - second >= seconds{slot_count}) second = last - seconds{slot_count};
  for (; second < last; second += seconds{1}) turn_slot(slot_of(second), now);
  turned_to_ = std::max(turned_to_, now);
}

void TimerWheel::turn_slot(std::size_t index, base::SteadyTime now) {
  Slot visited;
  visited.swap(slots_[index]);
  while (!visited.empty()) {
    Timer& timer = visited.front();
    timer.unlink();
    if (timer.due_ > now) {
      slots_[index].push_back(timer);
    } else {
      timer.on_due();
    }
  }
}

}  // namespace heartlink::net
