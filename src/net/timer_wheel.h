// SPDX-License-Identifier: Apache-2.0
// All deadlines of one worker: a wheel of one-second slots instead of a timer per connection. Pure; the
// worker turns it once a second. A timer fires up to one second late, never early. Used on the worker's
// thread only.
#pragma once

#include <boost/intrusive/list.hpp>

#include <array>
#include <chrono>
#include <cstddef>

#include "base/clock.h"

namespace heartlink::net {

class TimerWheel {
 public:
  // Derive from it to be called; destroying it unschedules it.
  class Timer
      : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    // May schedule itself or others again, and may destroy itself.
    virtual void on_due() = 0;

   protected:
    Timer() = default;
    ~Timer() = default;

   private:
    friend class TimerWheel;
    base::SteadyTime due_{};
  };

  explicit TimerWheel(base::SteadyTime now) : turned_to_(now) {}

  // Calls on_due once `now + delay` has passed; replaces what was scheduled for this timer.
  void schedule(Timer& timer, base::SteadyTime now, std::chrono::milliseconds delay);
  static void cancel(Timer& timer) { timer.unlink(); }

  // Fires everything due at `now`. Call it about once a second; after a long pause one call catches up.
  void turn(base::SteadyTime now);

 private:
  using Slot = boost::intrusive::list<Timer, boost::intrusive::constant_time_size<false>>;

  // More than the longest usual delay, so that most timers fire on their first visit.
  static constexpr std::size_t slot_count = 128;

  static std::size_t slot_of(base::SteadyTime time);
  void turn_slot(std::size_t index, base::SteadyTime now);

  std::array<Slot, slot_count> slots_;
  base::SteadyTime turned_to_;
};

}  // namespace heartlink::net
