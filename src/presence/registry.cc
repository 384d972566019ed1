// SPDX-License-Identifier: Apache-2.0
#include "presence/registry.h"

#include <algorithm>

namespace heartlink::presence {

Registry::PersonShard& Registry::shard_of(model::UserId user) {
  return person_shards_[std::hash<model::UserId>{}(user) % shard_count];
}

Registry::RoomShard& Registry::shard_of(const model::RoomId& room) {
  return room_shards_[std::hash<model::RoomId>{}(room) % shard_count];
}

bool Registry::try_add_socket(model::UserId user, std::uint32_t most) {
  bool watched = false;
  {
    auto& shard = shard_of(user);
    const std::lock_guard lock{shard.mutex};
    auto& person = shard.people[user];
    if (person.sockets >= most) return false;
    ++person.sockets;
    watched = person.watched;
  }
  tell_watcher(user, watched);
  return true;
}

void Registry::remove_socket(model::UserId user) {
  bool watched = false;
  {
    auto& shard = shard_of(user);
    const std::lock_guard lock{shard.mutex};
    const auto at = shard.people.find(user);
    // The allowance outlives the socket: reconnecting must not refill it. prune() forgets it once it is full.
    if (at == shard.people.end() || at->second.sockets == 0) return;
    --at->second.sockets;
    watched = at->second.watched;
  }
  tell_watcher(user, watched);
}

Registry::Change Registry::enter(const model::RoomId& room, model::UserId user, std::string_view name) {
  Change change;
  {
    auto& shard = shard_of(room);
    const std::lock_guard lock{shard.mutex};
    auto& people = shard.rooms[room];
    auto& seats = people[user];
    change.of_person = ++seats.sockets == 1;
    if (change.of_person) seats.name = name;
    change.people = people.size();
  }
  tell_watcher(user, is_watched(user), &room);
  return change;
}

void Registry::watch(model::UserId user) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  shard.people[user].watched = true;
}

void Registry::unwatch(model::UserId user) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  if (at != shard.people.end()) at->second.watched = false;
}

bool Registry::is_watched(model::UserId user) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  return at != shard.people.end() && at->second.watched;
}

Attendance Registry::attendance(model::UserId user) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  return at == shard.people.end() ? Attendance{} : Attendance{at->second.sockets, at->second.live_until};
}

Registry::Change Registry::leave(const model::RoomId& room, model::UserId user) {
  auto& shard = shard_of(room);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.rooms.find(room);
  if (at == shard.rooms.end()) return {};
  auto& people = at->second;
  const auto person = people.find(user);
  if (person == people.end()) return Change{false, people.size()};
  const bool last = --person->second.sockets == 0;
  if (last) people.erase(person);
  const Change change{last, people.size()};
  if (people.empty()) shard.rooms.erase(at);
  return change;
}

std::size_t Registry::people(const model::RoomId& room) {
  auto& shard = shard_of(room);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.rooms.find(room);
  return at == shard.rooms.end() ? 0 : at->second.size();
}

bool Registry::is_in(const model::RoomId& room, model::UserId user) {
  auto& shard = shard_of(room);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.rooms.find(room);
  return at != shard.rooms.end() && at->second.contains(user);
}

std::vector<Present> Registry::present(const model::RoomId& room, std::size_t most) {
  std::vector<Present> found;
  {
    auto& shard = shard_of(room);
    const std::lock_guard lock{shard.mutex};
    const auto at = shard.rooms.find(room);
    if (at == shard.rooms.end()) return found;
    for (const auto& [user, seats] : at->second) {
      if (found.size() == most) break;
      auto& one = found.emplace_back();
      one.user = user;
      one.name = seats.name;
    }
  }
  std::ranges::sort(found, {}, &Present::name);
  return found;
}

Registry::Person& Registry::person_in(PersonShard& shard, model::UserId user, base::SteadyTime now) {
  if (shard.people.size() >= shard.prune_at) prune(shard, now);
  return shard.people[user];
}

void Registry::touch(model::UserId user, const base::Clock& clock) {
  const auto now = clock.now();
  const auto wall = clock.wall();
  bool watched = false;
  {
    auto& shard = shard_of(user);
    const std::lock_guard lock{shard.mutex};
    auto& person = person_in(shard, user, now);
    person.live_until = now + live_after_request;
    person.seen = wall;
    watched = person.watched;
  }
  tell_watcher(user, watched);
}

void Registry::see(model::UserId user, const base::Clock& clock) {
  const auto now = clock.now();
  const auto wall = clock.wall();
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  person_in(shard, user, now).seen = wall;
}

void Registry::set_status(model::UserId user, model::OnlineStatus status) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  if (at != shard.people.end()) at->second.status = status;
}

bool Registry::is_live(const Person& person, base::SteadyTime now) {
  return person.sockets > 0 || now <= person.live_until;
}

Sight Registry::sight(model::UserId user, base::SteadyTime now) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  if (at == shard.people.end()) return {};
  const auto& person = at->second;
  Sight sight;
  sight.live = is_live(person, now);
  sight.status = person.status;
  if (person.seen.us != 0) sight.last_seen = person.seen;
  return sight;
}

Crowd Registry::crowd(base::SteadyTime now) {
  Crowd crowd;
  for (auto& shard : person_shards_) {
    const std::lock_guard lock{shard.mutex};
    const auto here =
        std::ranges::count_if(shard.people, [now](const auto& one) { return is_live(one.second, now); });
    crowd.people += static_cast<std::size_t>(here);
  }
  for (auto& shard : room_shards_) {
    const std::lock_guard lock{shard.mutex};
    crowd.rooms += shard.rooms.size();
  }
  return crowd;
}

std::optional<std::chrono::milliseconds> Registry::refuse(Allowance what, model::UserId user,
                                                          base::SteadyTime now, Rate rate) {
  using std::chrono::nanoseconds;
  const nanoseconds each = nanoseconds{rate.period} / std::max<std::uint32_t>(rate.per_period, 1);
  const nanoseconds allowance = each * std::max<std::uint32_t>(rate.burst, 1);
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  auto& kept = person_in(shard, user, now).full_at[static_cast<std::size_t>(what)];
  const auto full_at = std::max(kept, now) + each;
  const auto wait = full_at - now - allowance;
  if (wait > nanoseconds::zero()) return std::chrono::ceil<std::chrono::milliseconds>(wait);
  kept = full_at;
  return std::nullopt;
}

bool Registry::is_repeated(model::UserId user, std::size_t hash, base::SteadyTime now,
                           std::chrono::milliseconds window) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  auto& person = person_in(shard, user, now);
  if (person.said == hash && person.said_at != base::SteadyTime{} && now - person.said_at < window)
    return true;
  person.said = hash;
  person.said_at = now;
  return false;
}

// Forgets whom nobody would miss: without a socket, with full allowances, not heard of for a while.
void Registry::prune(PersonShard& shard, base::SteadyTime now) {
  std::erase_if(shard.people, [now](const auto& one) {
    const auto& person = one.second;
    return !person.watched && !is_live(person, now) && std::ranges::max(person.full_at) <= now;
  });
  shard.prune_at = std::max<std::size_t>(1024, shard.people.size() * 2);
}

}  // namespace heartlink::presence
