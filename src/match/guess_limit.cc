// SPDX-License-Identifier: Apache-2.0
#include "match/guess_limit.h"

#include <algorithm>

namespace heartlink::match {

using base::SteadyTime;
using std::chrono::milliseconds;

milliseconds GuessLimit::Numbers::wait(const std::string& key, const std::string& number, SteadyTime now) {
  const auto found = keys_.find(key);
  if (found == keys_.end()) return milliseconds{0};
  auto& tried = found->second.tried;
  std::erase_if(tried, [&](const Tried& old) { return old.at + window_ <= now; });
  if (tried.size() < most_) return milliseconds{0};
  if (std::any_of(tried.begin(), tried.end(), [&](const Tried& old) { return old.number == number; })) {
    return milliseconds{0};
  }
  return std::chrono::ceil<milliseconds>(tried.front().at + window_ - now);
}

void GuessLimit::Numbers::add(const std::string& key, const std::string& number, SteadyTime now) {
  const auto [place, is_new] = keys_.try_emplace(key);
  if (is_new) {
    place->second.place = quiet_first_.insert(quiet_first_.end(), key);
  } else {
    quiet_first_.splice(quiet_first_.end(), quiet_first_, place->second.place);
  }
  auto& tried = place->second.tried;
  std::erase_if(tried, [&](const Tried& old) { return old.at + window_ <= now; });
  if (std::none_of(tried.begin(), tried.end(), [&](const Tried& old) { return old.number == number; })) {
    tried.push_back(Tried{number, now});
  }
  if (keys_.size() > keys_max_) {
    keys_.erase(quiet_first_.front());
    quiet_first_.pop_front();
  }
}

std::optional<milliseconds> GuessLimit::refuse(model::UserId user, const std::string& network,
                                               const std::string& number, SteadyTime now) {
  const auto person = std::to_string(user.value);
  auto wait = people_.wait(person, number, now);
  if (!network.empty()) wait = std::max(wait, networks_.wait(network, number, now));
  if (wait > milliseconds{0}) return wait;
  people_.add(person, number, now);
  if (!network.empty()) networks_.add(network, number, now);
  return std::nullopt;
}

}  // namespace heartlink::match
