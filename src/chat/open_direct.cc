// SPDX-License-Identifier: Apache-2.0
#include "chat/open_direct.h"

#include <utility>

#include "base/crypto.h"
#include "chat/room_allowance.h"

namespace heartlink::chat {

void OpenDirect::run(model::User by, model::User with, base::Done<store::Direct> done) const {
  constexpr std::size_t id_bytes = 8;
  // A mistake costs nothing.
  if (by.id == with.id) return done.post(base::fail(base::Code::self_refused));
  if (auto wait = refuse_room(parts_.registry, by.id, parts_.clock.now(), parts_.limits)) {
    return done.post(std::move(*wait));
  }
  store::NewDirect order;
  order.by = std::move(by);
  order.with = std::move(with);
  order.id = model::RoomId{"direct-" + base::hex(parts_.random.bytes(id_bytes))};
  parts_.people.open_direct(std::move(order), std::move(done));
}

}  // namespace heartlink::chat
