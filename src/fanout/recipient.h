// SPDX-License-Identifier: Apache-2.0
// The port through which the hub reaches one socket in a room. connection/ implements it.
#pragma once

#include <cstdint>

#include "base/clock.h"
#include "model/ids.h"
#include "model/parcel.h"
#include "protocol/frame.h"

namespace heartlink::fanout {

// What a frame without an id is about. A newer one of the same kind and person takes the place of an older
// one that still waits.
struct SignalKey {
  enum class Kind : std::uint8_t { typing, coming, call, read, delivered, count };

  Kind kind = Kind::typing;
  model::UserId from;
  bool operator==(const SignalKey&) const = default;
};

class Recipient {
 public:
  // The frame of entry `id`; entries of a room arrive in the order of their ids. The frame is shared. Must
  // neither block nor call back into the hub: a socket that has to go is closed later, from its own turn.
  virtual void deliver(model::EntryId id, const protocol::Frame& frame) = 0;

  // A frame without an id; the socket may hold it until it has caught up, or drop it.
  virtual void signal(SignalKey key, const protocol::Frame& frame) = 0;

  // The room's last entry was just delivered: there is nothing more to come.
  virtual void room_ended() = 0;

  // This recipient's person is in the room no longer: nothing more may reach the socket.
  virtual void removed() = 0;

  // This recipient's person may say nothing until then; a time that has passed: he may again.
  virtual void muted(base::WallTime until) = 0;
  // The same in all rooms, by an operator.
  virtual void muted_everywhere(base::WallTime until) = 0;

  // The two of the room are no longer under aliases: the entry that says so was just delivered, and from here
  // on everybody is called by his own name.
  virtual void unmasked() = 0;

  // Sign-ins of this recipient's person ended; whether its own is among them it decides itself.
  virtual void revoked(const model::Revocation& revocation) = 0;

 protected:
  ~Recipient() = default;
};

}  // namespace heartlink::fanout
