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
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  auto& person = shard.people[user];
  if (person.sockets >= most) return false;
  ++person.sockets;
  return true;
}

void Registry::remove_socket(model::UserId user) {
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.people.find(user);
  // The allowance outlives the socket: reconnecting must not refill it. prune() forgets it once it is full.
  if (at != shard.people.end() && at->second.sockets > 0) --at->second.sockets;
}

Registry::Change Registry::enter(const model::RoomId& room, model::UserId user) {
  auto& shard = shard_of(room);
  const std::lock_guard lock{shard.mutex};
  auto& people = shard.rooms[room];
  const bool first = ++people[user] == 1;
  return Change{first, people.size()};
}

Registry::Change Registry::leave(const model::RoomId& room, model::UserId user) {
  auto& shard = shard_of(room);
  const std::lock_guard lock{shard.mutex};
  const auto at = shard.rooms.find(room);
  if (at == shard.rooms.end()) return {};
  auto& people = at->second;
  const auto person = people.find(user);
  if (person == people.end()) return Change{false, people.size()};
  const bool last = --person->second == 0;
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

std::optional<std::chrono::milliseconds> Registry::refuse_message(model::UserId user, base::SteadyTime now,
                                                                  Rate rate) {
  using std::chrono::nanoseconds;
  const nanoseconds each{1'000'000'000 / std::max<std::uint32_t>(rate.per_second, 1)};
  const nanoseconds allowance = each * std::max<std::uint32_t>(rate.burst, 1);
  auto& shard = shard_of(user);
  const std::lock_guard lock{shard.mutex};
  if (shard.people.size() >= shard.prune_at) prune(shard, now);
  auto& person = shard.people[user];
  const auto full_at = std::max(person.full_at, now) + each;
  const auto wait = full_at - now - allowance;
  if (wait > nanoseconds::zero()) return std::chrono::ceil<std::chrono::milliseconds>(wait);
  person.full_at = full_at;
  return std::nullopt;
}

void Registry::prune(PersonShard& shard, base::SteadyTime now) {
  std::erase_if(shard.people,
                [now](const auto& p) { return p.second.sockets == 0 && p.second.full_at <= now; });
  shard.prune_at = std::max<std::size_t>(1024, shard.people.size() * 2);
}

}  // namespace heartlink::presence
