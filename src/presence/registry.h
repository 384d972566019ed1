// SPDX-License-Identifier: Apache-2.0
// Who has which sockets, in the whole process, and how fast a person may speak. Counts only, no pointers. 64
// shards of a mutex each, held for a few map operations: under a microsecond. Safe from every thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/clock.h"
#include "model/ids.h"

namespace heartlink::presence {

// Messages per person: `per_second` on average, `burst` at once.
struct Rate {
  std::uint32_t per_second = 10;
  std::uint32_t burst = 20;
};

class Registry {
 public:
  // Counts one more socket of this person, unless there are `most` already.
  [[nodiscard]] bool try_add_socket(model::UserId user, std::uint32_t most);
  void remove_socket(model::UserId user);

  struct Change {
    bool of_person = false;  // the person's first socket in the room came, or the last one went
    std::size_t people = 0;  // in the room after the change
  };
  Change enter(const model::RoomId& room, model::UserId user);
  Change leave(const model::RoomId& room, model::UserId user);
  [[nodiscard]] std::size_t people(const model::RoomId& room);

  // Takes one message from the person's allowance; else how long until the next one.
  [[nodiscard]] std::optional<std::chrono::milliseconds> refuse_message(model::UserId user,
                                                                        base::SteadyTime now, Rate rate);

 private:
  // A token bucket as one instant: the time at which the allowance is full again (GCRA, ITU-T I.371).
  struct Person {
    std::uint32_t sockets = 0;
    base::SteadyTime full_at{};
  };
  struct alignas(64) PersonShard {
    std::mutex mutex;
    std::unordered_map<model::UserId, Person> people;
    std::size_t prune_at = 1024;
  };
  struct alignas(64) RoomShard {
    std::mutex mutex;
    std::unordered_map<model::RoomId, std::unordered_map<model::UserId, std::uint32_t>> rooms;
  };

  static constexpr std::size_t shard_count = 64;

  PersonShard& shard_of(model::UserId user);
  RoomShard& shard_of(const model::RoomId& room);
  static void prune(PersonShard& shard, base::SteadyTime now);

  std::array<PersonShard, shard_count> person_shards_;
  std::array<RoomShard, shard_count> room_shards_;
};

}  // namespace heartlink::presence
