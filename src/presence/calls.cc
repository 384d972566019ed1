// SPDX-License-Identifier: Apache-2.0
#include "presence/calls.h"

#include <algorithm>

namespace heartlink::presence {
namespace {

constexpr std::chrono::minutes kept_for{6};
constexpr std::size_t people_max = 50;  // of one call

}  // namespace

void Calls::add(Call& call, model::UserId user, std::string_view name) {
  const bool is_there =
      std::ranges::any_of(call.people, [user](const auto& one) { return one.user == user; });
  if (is_there || call.people.size() >= people_max) return;
  auto& one = call.people.emplace_back();
  one.user = user;
  one.name = name;
}

// Who is over his time goes first, then whoever was quiet the longest. Calls are few and short.
void Calls::make_place(base::SteadyTime now) {
  if (calls_.size() < most_) return;
  std::erase_if(calls_, [now](const auto& one) { return now - one.second.at > kept_for; });
  if (calls_.size() < most_) return;
  calls_.erase(std::ranges::min_element(calls_, {}, [](const auto& one) { return one.second.at; }));
}

void Calls::invited(const model::RoomId& room, model::UserId user, std::string_view name,
                    base::SteadyTime now) {
  const std::lock_guard lock{mutex_};
  if (!calls_.contains(room)) make_place(now);
  auto& kept = calls_[room];
  if (now - kept.at > kept_for) kept = {};
  kept.at = now;
  kept.call.declined = false;
  add(kept.call, user, name);
}

void Calls::changed(const model::RoomId& room, model::UserId user, std::string_view name,
                    std::string_view status, base::SteadyTime now) {
  const std::lock_guard lock{mutex_};
  const auto at = calls_.find(room);
  if (at == calls_.end() || now - at->second.at > kept_for) return;
  auto& call = at->second.call;
  at->second.at = now;
  if (status == "joined") add(call, user, name);
  if (status == "left" || status == "expired") {
    std::erase_if(call.people, [user](const auto& one) { return one.user == user; });
  }
  if (status == "joined" || status == "declined")
    call.declined = status == "declined" && call.people.size() < 2;
  if (call.people.empty()) calls_.erase(at);
}

Call Calls::find(const model::RoomId& room, base::SteadyTime now) {
  const std::lock_guard lock{mutex_};
  const auto at = calls_.find(room);
  if (at == calls_.end() || now - at->second.at > kept_for) return {};
  return at->second.call;
}

}  // namespace heartlink::presence
