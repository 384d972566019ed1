// SPDX-License-Identifier: Apache-2.0
// The tickets that may meet each other (one number's, or all of heart link), oldest first. A search looks at
// each once, so they lie in one block of memory with what a glance needs; bench/match measures it. Used by
// the pool only.
#pragma once

#include <cstddef>
#include <vector>

#include "match/waiter.h"

namespace heartlink::match {

class Line {
 public:
  struct Found {
    Waiter* partner = nullptr;          // the longest-waiting one who is compatible now
    base::SteadyTime ripens = never;    // else: when the first of those who are there becomes so
  };

  // The waiter is younger than all that were ever in this line, or older ones are moved aside.
  void add(Waiter& waiter);
  void remove(model::TicketId id);

  // From then on it is found, until then; `never` from then on: not at all.
  void set_open(model::TicketId id, base::SteadyTime from, base::SteadyTime until);

  [[nodiscard]] Found find_for(const Waiter& seeker, base::SteadyTime now, const Rules& rules) const;

  [[nodiscard]] std::size_t size() const { return size_; }

  // Calls `visit(const Waiter&)` for each, oldest first.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& slot : slots_) {
      if (slot.waiter != nullptr) visit(*slot.waiter);
    }
  }

 private:
  struct Slot {
    model::TicketId id;
    Waiter* waiter = nullptr;  // nothing: the slot is empty
    base::SteadyTime open_from = never;
    base::SteadyTime open_until = always;
    Glance glance;
  };

  [[nodiscard]] std::vector<Slot>::iterator place_of(model::TicketId id);

  std::vector<Slot> slots_;  // by ticket id; at most half of them are empty
  std::size_t size_ = 0;
};

}  // namespace heartlink::match
