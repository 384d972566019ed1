// SPDX-License-Identifier: Apache-2.0
// The ConversationStore over SQL.
#pragma once

#include "store/conversation_store.h"
#include "store/sql/engine.h"

namespace heartlink::store::sql {

class SqlConversations final : public ConversationStore {
 public:
  explicit SqlConversations(const Engine& engine) : engine_(engine) {}

  void conversations(model::UserId user, base::Done<std::vector<Conversation>> done) override;
  void unread(model::UserId user, base::Done<std::vector<UnreadRoom>> done) override;
  void member_rooms(model::UserId user, base::Done<std::vector<model::RoomId>> done) override;
  void unread_in(model::UserId user, model::RoomId room, base::Done<UnreadRoom> done) override;
  void notices(model::UserId user, std::uint32_t most, base::Done<Notices> done) override;
  void mark_all(model::User user, std::optional<std::vector<std::int64_t>> notices,
                base::Done<std::uint32_t> done) override;

 private:
  const Engine& engine_;
};

}  // namespace heartlink::store::sql
