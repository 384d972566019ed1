// SPDX-License-Identifier: Apache-2.0
// The use case: somebody takes a message's text back. Called for a command on a socket and for its two HTTP
// twins.
#pragma once

#include <string>
#include <utility>

#include "base/executor.h"
#include "model/user.h"
#include "store/message_store.h"

namespace heartlink::chat {

class RecallMessage {
 public:
  explicit RecallMessage(store::MessageStore& store) : store_(store) {}

  // Answered after COMMIT with the recall's own entry; everyone in the room then gets it from the store's
  // commits. `client_id` may be empty. Errors: those of MessageStore::recall.
  void run(model::RoomId room, model::User by, model::EntryId target, std::string client_id,
           base::Done<store::Posted> done) const {
    store::NewRecall job;
    job.room = std::move(room);
    job.by = std::move(by);
    job.target = target;
    job.client_id = std::move(client_id);
    store_.recall(std::move(job), std::move(done));
  }

 private:
  store::MessageStore& store_;
};

}  // namespace heartlink::chat
