// SPDX-License-Identifier: Apache-2.0
// Who is here, in the whole process: which sockets somebody has, in which rooms, when he was last heard of,
// and how fast he may speak. Counts and names, no pointers. 64 shards of a mutex each, held for a few map
// operations: under a microsecond. Safe from every thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "model/presence.h"

namespace heartlink::presence {

// So many per `period` on average, `burst` at once.
struct Rate {
  std::uint32_t per_period = 10;
  std::uint32_t burst = 20;
  std::chrono::seconds period{1};
};

// What is counted for itself.
enum class Allowance : std::uint8_t { messages, rooms, reports };

// Somebody without a socket is live for so long after his last request: old pages poll (architecture.md §5).
inline constexpr std::chrono::seconds live_after_request{15};

// What others may know of somebody.
struct Sight {
  bool live = false;
  model::OnlineStatus status = model::OnlineStatus::online;
  std::optional<base::WallTime> last_seen;  // nothing: not since the server started
};

// Whether somebody is there, for whoever has to decide by it.
struct Attendance {
  std::uint32_t sockets = 0;
  base::SteadyTime live_until{};  // by requests
};

// How many are here now.
struct Crowd {
  std::size_t people = 0;  // live
  std::size_t rooms = 0;  // with a socket inside
};

// Told that somebody who is watched came, went or asked for something; `entered` is the room that a socket of
// his has just gone into, else null. Called on the thread of whoever caused it, behind the change.
using Watcher = std::function<void(model::UserId, const model::RoomId* entered)>;

// Somebody in a room.
struct Present {
  Present() = default;

  model::UserId user;
  std::string name;  // his own: whoever tells it asks model/face.h how he appears there
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
  Change enter(const model::RoomId& room, model::UserId user, std::string_view name);
  Change leave(const model::RoomId& room, model::UserId user);
  [[nodiscard]] std::size_t people(const model::RoomId& room);
  [[nodiscard]] bool is_in(const model::RoomId& room, model::UserId user);
  // At most `most` of those in the room, by name.
  [[nodiscard]] std::vector<Present> present(const model::RoomId& room, std::size_t most);

  // An authenticated request: the person is live for a while.
  void touch(model::UserId user, const base::Clock& clock);
  // A socket of the person comes or goes: he was seen, and is live as long as one is open.
  void see(model::UserId user, const base::Clock& clock);
  void set_status(model::UserId user, model::OnlineStatus status);
  [[nodiscard]] Sight sight(model::UserId user, base::SteadyTime now);

  // Before the workers start: who is told of those that are watched.
  void set_watcher(Watcher watcher) { watcher_ = std::move(watcher); }
  // From now on until unwatched the watcher is told of this person.
  void watch(model::UserId user);
  void unwatch(model::UserId user);
  [[nodiscard]] bool is_watched(model::UserId user);
  [[nodiscard]] Attendance attendance(model::UserId user);

  // Looks at everybody, shard by shard: for operators, not for every request.
  [[nodiscard]] Crowd crowd(base::SteadyTime now);

  // Takes one from the person's allowance; else how long until the next one.
  [[nodiscard]] std::optional<std::chrono::milliseconds> refuse(Allowance what, model::UserId user,
                                                                base::SteadyTime now, Rate rate);

  // Whether the person said exactly this (by its hash) less than `window` ago, for senders without ids of
  // their own. Remembers it if not.
  [[nodiscard]] bool is_repeated(model::UserId user, std::size_t hash, base::SteadyTime now,
                                 std::chrono::milliseconds window);

 private:
  // A token bucket as one instant: the time at which the allowance is full again (GCRA, ITU-T I.371).
  struct Person {
    std::uint32_t sockets = 0;
    bool watched = false;
    model::OnlineStatus status = model::OnlineStatus::online;
    std::array<base::SteadyTime, 3> full_at{};  // by Allowance
    base::SteadyTime live_until{};  // by requests
    base::WallTime seen{};  // zero: never
    std::size_t said = 0;
    base::SteadyTime said_at{};
  };
  struct alignas(64) PersonShard {
    std::mutex mutex;
    std::unordered_map<model::UserId, Person> people;
    std::size_t prune_at = 1024;
  };
  struct Seats {
    std::uint32_t sockets = 0;
    std::string name;
  };
  struct alignas(64) RoomShard {
    std::mutex mutex;
    std::unordered_map<model::RoomId, std::unordered_map<model::UserId, Seats>> rooms;
  };

  static constexpr std::size_t shard_count = 64;

  PersonShard& shard_of(model::UserId user);
  RoomShard& shard_of(const model::RoomId& room);
  // The person, made if not known; under the shard's mutex.
  static Person& person_in(PersonShard& shard, model::UserId user, base::SteadyTime now);
  static bool is_live(const Person& person, base::SteadyTime now);
  static void prune(PersonShard& shard, base::SteadyTime now);

  void tell_watcher(model::UserId user, bool watched, const model::RoomId* entered = nullptr) {
    if (watched && watcher_) watcher_(user, entered);
  }

  Watcher watcher_;
  std::array<PersonShard, shard_count> person_shards_;
  std::array<RoomShard, shard_count> room_shards_;
};

}  // namespace heartlink::presence
