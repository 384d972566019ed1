// SPDX-License-Identifier: Apache-2.0
#include "store/sql/end_room.h"

#include <optional>

#include "store/sql/admission.h"
#include "store/sql/append.h"

namespace heartlink::store::sql {
namespace {

using base::Code;
using model::RoomType;

// Whether this person's word ends the room; an ended one is told to be ended only to whom it concerns.
std::optional<Code> out_of_power(const model::Room& room, const Rights& rights) {
  if (!rights.known || rights.disabled) return Code::account_disabled;
  if (room.type == RoomType::public_room) {
    return rights.staff ? std::nullopt : std::optional{Code::not_allowed};
  }
  if (!rights.member()) return Code::not_a_member;
  const bool owns = rights.role == model::Role::owner;
  return owns || room.is_pair() ? std::nullopt : std::optional{Code::not_allowed};
}

}  // namespace

base::Result<model::EntryId> write_order_to_end(WriteScope& scope, model::Parcel& news,
                                                const EndRoom& order) {
  const LockedRoom* room = scope.run.room();
  if (room == nullptr) return base::fail(Code::room_not_found);
  if (order.by) {
    if (const auto refused = out_of_power(room->room, scope.run.rights(order.by->id))) {
      return base::fail(*refused);
    }
  }
  if (room->room.status == model::RoomStatus::ended) return base::fail(Code::room_ended);
  return write_end(scope, news, order.by, order.reason);
}

}  // namespace heartlink::store::sql
