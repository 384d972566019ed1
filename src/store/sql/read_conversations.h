// SPDX-License-Identifier: Apache-2.0
// What one person has: rooms, what is unread in them, notices. Each reads one snapshot, for at most
// read_many_deadline. Run by the readers.
#pragma once

#include <vector>

#include "store/conversation_store.h"
#include "store/sql/driver.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

// ConversationStore::conversations.
[[nodiscard]] base::Result<std::vector<Conversation>> read_conversations(Connection& connection,
                                                                         const Engine& engine,
                                                                         model::UserId user);

// ConversationStore::unread.
[[nodiscard]] base::Result<std::vector<UnreadRoom>> read_unread(Connection& connection, const Engine& engine,
                                                                model::UserId user);

// ConversationStore::unread_in.
[[nodiscard]] base::Result<UnreadRoom> read_unread_in(Connection& connection, const Engine& engine,
                                                      model::UserId user, const model::RoomId& id);

// ConversationStore::notices.
[[nodiscard]] base::Result<Notices> read_notices(Connection& connection, const Engine& engine,
                                                 model::UserId user, std::uint32_t most);

}  // namespace heartlink::store::sql
