// SPDX-License-Identifier: Apache-2.0
#include "match/line.h"

#include <algorithm>

namespace heartlink::match {

using base::SteadyTime;
using model::TicketId;

std::vector<Line::Slot>::iterator Line::place_of(TicketId id) {
  return std::lower_bound(slots_.begin(), slots_.end(), id,
                          [](const Slot& slot, TicketId wanted) { return slot.id < wanted; });
}

void Line::add(Waiter& waiter) {
  const auto id = waiter.ticket.id;
  const auto place = slots_.empty() || slots_.back().id < id ? slots_.end() : place_of(id);
  slots_.insert(place, Slot{id, &waiter, never, always, glance_at(waiter.ticket)});
  ++size_;
}

void Line::remove(TicketId id) {
  const auto place = place_of(id);
  if (place == slots_.end() || place->id != id || place->waiter == nullptr) return;
  place->waiter = nullptr;
  place->open_from = never;
  --size_;
  if (size_ * 2 < slots_.size()) {
    std::erase_if(slots_, [](const Slot& slot) { return slot.waiter == nullptr; });
  }
}

void Line::set_open(TicketId id, SteadyTime from, SteadyTime until) {
  const auto place = place_of(id);
  if (place == slots_.end() || place->id != id || place->waiter == nullptr) return;
  place->open_from = from;
  place->open_until = until;
}

Line::Found Line::find_for(const Waiter& seeker, SteadyTime now, const Rules& rules) const {
  Found found;
  const auto glance = glance_at(seeker.ticket);
  for (const auto& slot : slots_) {
    if (slot.open_from > now || slot.open_until <= now || slot.waiter == &seeker) continue;
    if (never_meet(glance, slot.glance)) continue;
    const auto at = ripe_at(seeker, *slot.waiter, rules).at;
    if (at <= now) {
      found.partner = slot.waiter;
      return found;
    }
    found.ripens = std::min(found.ripens, at);
  }
  return found;
}

}  // namespace heartlink::match
