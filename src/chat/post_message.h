// SPDX-License-Identifier: Apache-2.0
// The use case of the house: someone says something in a room.
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "model/user.h"
#include "protocol/command.h"
#include "store/message_store.h"

namespace heartlink::chat {

class PostMessage {
 public:
  PostMessage(store::MessageStore& store, const base::Limits& limits) : store_(store), limits_(limits) {}

  // Trims, measures and stores. `done` is answered after COMMIT, never before; everyone in the room, the
  // author included, then gets the entry from the store's commits. Errors: content_empty, content_too_long,
  // and those of MessageStore::post.
  void run(const model::RoomId& room, const model::User& author, protocol::PostMessage message,
           base::Done<store::Posted> done) const;

 private:
  store::MessageStore& store_;
  const base::Limits& limits_;
};

}  // namespace heartlink::chat
