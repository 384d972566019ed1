// SPDX-License-Identifier: Apache-2.0
#include "store/sql/admission.h"

#include <algorithm>

namespace heartlink::store::sql {

using base::Code;
using model::Role;

std::optional<Code> refusal(const model::Room& room, const Rights& rights) {
  if (!rights.known || rights.disabled) return Code::account_disabled;
  if (!rights.member() && (!room.open_to_all() || rights.removed)) return Code::not_a_member;
  if (room.status != model::RoomStatus::active) return Code::room_ended;
  return std::nullopt;
}

Role rank_of(const model::Room& room, const Rights& rights) {
  const Role role = rights.role.value_or(Role::guest);
  const bool helps_out = rights.staff && room.type == model::RoomType::public_room;
  return helps_out ? std::min(role, Role::admin) : role;
}

}  // namespace heartlink::store::sql
