// SPDX-License-Identifier: Apache-2.0
#include "match/pool.h"

#include <utility>

namespace heartlink::match {

using base::SteadyTime;
using model::UserId;

Waiter* Pool::try_add(Waiter waiter) {
  if (waiters_.size() >= rules_.tickets) return nullptr;
  const auto [place, is_new] = waiters_.try_emplace(waiter.ticket.user);
  if (!is_new) return nullptr;
  place->second = std::make_unique<Waiter>(std::move(waiter));
  lines_[place->second->ticket.number].add(*place->second);
  return place->second.get();
}

void Pool::remove(UserId user) {
  const auto place = waiters_.find(user);
  if (place == waiters_.end()) return;
  const auto& ticket = place->second->ticket;
  const auto line = lines_.find(ticket.number);
  line->second.remove(ticket.id);
  if (line->second.size() == 0) lines_.erase(line);
  waiters_.erase(place);
}

Waiter* Pool::find(UserId user) {
  const auto place = waiters_.find(user);
  return place == waiters_.end() ? nullptr : place->second.get();
}

const Waiter* Pool::find(UserId user) const {
  const auto place = waiters_.find(user);
  return place == waiters_.end() ? nullptr : place->second.get();
}

Waiter* Pool::partner_of(const Waiter& waiter) {
  auto* other = find(waiter.ticket.partner);
  if (other == nullptr || other->is_waiting() || other->ticket.room != waiter.ticket.room) return nullptr;
  return other;
}

void Pool::refresh(const Waiter& waiter) {
  const bool open = waiter.is_waiting() && !waiter.is_busy() && !waiter.wants_out();
  const auto line = lines_.find(waiter.ticket.number);
  if (line == lines_.end()) return;
  line->second.set_open(waiter.ticket.id, open ? waiter.rests_until : never, waiter.liveness.ends());
}

Line::Found Pool::partner_for(const Waiter& seeker, SteadyTime now) const {
  const auto line = lines_.find(seeker.ticket.number);
  return line == lines_.end() ? Line::Found{} : line->second.find_for(seeker, now, rules_);
}

std::size_t Pool::size(model::MatchKind kind) const {
  const auto hearts = lines_.find(std::string{});
  const std::size_t of_heart = hearts == lines_.end() ? 0 : hearts->second.size();
  return kind == model::MatchKind::heart ? of_heart : waiters_.size() - of_heart;
}

}  // namespace heartlink::match
