// SPDX-License-Identifier: Apache-2.0
// The use case: somebody adds a person to a room, removes or mutes him, or gives him a role.
#pragma once

#include <cstdint>

#include "base/clock.h"
#include "bus/bus.h"
#include "store/member_store.h"

namespace heartlink::chat {

// A change as it was ordered; `minutes` of a mute instead of a time, 0 takes it back.
struct MemberOrder {
  MemberOrder() = default;

  model::RoomId room;
  model::User by;
  model::User subject;
  store::MemberChange::Kind kind = store::MemberChange::Kind::add;
  model::Role role = model::Role::member;
  std::int64_t minutes = 0;
};

class ChangeMember {
 public:
  // 30 days: who shall be silent for longer is removed.
  static constexpr std::int64_t mute_minutes_max = 43'200;

  // All of them outlive the answer.
  ChangeMember(store::MemberStore& members, bus::Bus& bus, const base::Clock& clock)
      : members_(members), bus_(bus), clock_(clock) {}

  // The value: the entry, 0 when it was so already. What takes a right away is answered when every worker
  // knows. Errors: field_invalid (minutes outside 0–43200, or the role of a guest), and those of
  // MemberStore::change.
  void run(MemberOrder order, base::Done<model::EntryId> done) const;

 private:
  store::MemberStore& members_;
  bus::Bus& bus_;
  const base::Clock& clock_;
};

}  // namespace heartlink::chat
