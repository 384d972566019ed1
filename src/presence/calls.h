// SPDX-License-Identifier: Apache-2.0
// Who is in the video call of a room. In memory only, and only for as long as somebody could still ask: the
// page that has invited asks for six minutes (contract §6.4). Safe from every thread.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "presence/registry.h"

namespace heartlink::presence {

struct Call {
  Call() = default;

  std::vector<Present> people;  // in the order in which they came
  bool declined = false;        // the last answer was no, and nobody but the caller is in it
};

class Calls {
 public:
  // Remembers at most `most` calls; over that the one that was quiet for the longest is forgotten.
  explicit Calls(std::size_t most) : most_(most) {}

  void invited(const model::RoomId& room, model::UserId user, std::string_view name, base::SteadyTime now);
  // `status` as the pages say it: joined, declined, left, expired; others change nothing.
  void changed(const model::RoomId& room, model::UserId user, std::string_view name, std::string_view status,
               base::SteadyTime now);
  // Without a call: nobody.
  [[nodiscard]] Call find(const model::RoomId& room, base::SteadyTime now);

 private:
  struct Kept {
    Call call;
    base::SteadyTime at;
  };

  static void add(Call& call, model::UserId user, std::string_view name);
  void make_place(base::SteadyTime now);

  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<model::RoomId, Kept> calls_;
};

}  // namespace heartlink::presence
