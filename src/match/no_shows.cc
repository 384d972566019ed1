// SPDX-License-Identifier: Apache-2.0
#include "match/no_shows.h"

#include <algorithm>

namespace heartlink::match {

using base::SteadyTime;
using std::chrono::milliseconds;

void NoShows::add(model::UserId user, SteadyTime now) {
  auto& person = people_[user];
  std::erase_if(person.times, [&](SteadyTime at) { return at + rules_.no_show_window <= now; });
  person.times.push_back(now);
  person.last = now;
  if (person.times.size() >= rules_.no_shows) {
    person.times.clear();
    person.paused_until = now + rules_.no_show_pause;
  }
  order_.emplace_back(now, user);
  forget(now);
}

milliseconds NoShows::pause_left(model::UserId user, SteadyTime now) const {
  const auto found = people_.find(user);
  if (found == people_.end() || found->second.paused_until <= now) return milliseconds{0};
  return std::chrono::ceil<milliseconds>(found->second.paused_until - now);
}

void NoShows::forget(SteadyTime now) {
  const auto kept = std::max<std::chrono::seconds>(rules_.no_show_window, rules_.no_show_pause);
  while (!order_.empty() && (order_.front().first + kept <= now || order_.size() > rules_.no_show_people)) {
    const auto [at, user] = order_.front();
    order_.pop_front();
    const auto found = people_.find(user);
    if (found != people_.end() && found->second.last <= at) people_.erase(found);
  }
}

}  // namespace heartlink::match
