// SPDX-License-Identifier: Apache-2.0
#include "chat/change_member.h"

#include <utility>

#include "bus/confirmed.h"

namespace heartlink::chat {

using Kind = store::MemberChange::Kind;

void ChangeMember::run(MemberOrder order, base::Done<model::EntryId> done) const {
  constexpr std::int64_t minute_us = 60LL * 1'000'000;
  if (order.kind == Kind::mute && (order.minutes < 0 || order.minutes > mute_minutes_max)) {
    return done.post(base::fail(base::Code::field_invalid, "minutes"));
  }
  if (order.kind == Kind::role && order.role == model::Role::guest) {
    return done.post(base::fail(base::Code::field_invalid, "role"));
  }
  store::MemberChange change;
  change.room = std::move(order.room);
  change.by = std::move(order.by);
  change.subject = std::move(order.subject);
  change.kind = order.kind;
  change.role = order.role;
  if (order.kind == Kind::mute && order.minutes > 0) {
    change.muted_until = base::WallTime{clock_.wall().us + order.minutes * minute_us};
  }
  // An added person has lost nothing, so nobody waits for the workers.
  if (order.kind != Kind::add) done = bus::confirmed(bus_, std::move(done));
  members_.change(std::move(change), std::move(done));
}

}  // namespace heartlink::chat
