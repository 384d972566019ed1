// SPDX-License-Identifier: Apache-2.0
// The port through which the hub reaches one socket. connection/ implements it.
#pragma once

#include "model/ids.h"
#include "model/parcel.h"
#include "protocol/frame.h"

namespace heartlink::fanout {

class Recipient {
 public:
  // The frame of entry `id`; entries of a room arrive in the order of their ids. The frame is shared. Must
  // neither block nor call back into the hub: a socket that has to go is closed later, from its own turn.
  virtual void deliver(model::EntryId id, const protocol::Frame& frame) = 0;

  // A frame without an id; the socket may drop it.
  virtual void signal(const protocol::Frame& frame) = 0;

  // The room's last entry was just delivered: there is nothing more to come.
  virtual void room_ended() = 0;

  // Sign-ins of this recipient's person ended; whether its own is among them it decides itself.
  virtual void revoked(const model::Revocation& revocation) = 0;

 protected:
  ~Recipient() = default;
};

}  // namespace heartlink::fanout
