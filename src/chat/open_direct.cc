// SPDX-License-Identifier: Apache-2.0
#include "chat/open_direct.h"

#include <utility>

#include "base/crypto.h"
#include "chat/allowance.h"

namespace heartlink::chat {

void OpenDirect::run(model::User by, model::User with, base::Done<store::Direct> done) const {
  constexpr std::size_t id_bytes = 8;
  if (by.id == with.id) return done.post(base::fail(base::Code::self_refused));
  store::NewDirect order;
  order.by = std::move(by);
  order.with = std::move(with);
  order.id = model::RoomId{"direct-" + base::hex(parts_.random.bytes(id_bytes))};
  order.may_make = false;
  base::Done<store::Direct> found;
  found.on = done.on;
  found.call = [self = *this, order, done = std::move(done)](base::Result<store::Direct> direct) {
    if (direct || direct.error().code != base::Code::room_not_found) return done.call(std::move(direct));
    self.make(order, done);
  };
  parts_.people.open_direct(std::move(order), std::move(found));
}

void OpenDirect::make(store::NewDirect order, base::Done<store::Direct> done) const {
  if (auto wait = refuse_room(parts_.registry, order.by.id, parts_.clock.now(), parts_.limits)) {
    return done.call(std::move(*wait));
  }
  order.may_make = true;
  parts_.people.open_direct(std::move(order), std::move(done));
}

}  // namespace heartlink::chat
