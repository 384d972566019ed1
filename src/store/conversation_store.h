// SPDX-License-Identifier: Apache-2.0
// The port of what one person has: rooms, what is unread in them, notices. Unread is computed from the read
// marks, never counted up: messages of others above one's mark, recalled ones not among them, in active rooms
// whose member one is, at most limits.unread_max a room. Same promises as MessageStore.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/executor.h"
#include "model/entry.h"
#include "model/member.h"
#include "model/room.h"
#include "model/user.h"

namespace heartlink::store {

struct Conversation {
  Conversation() = default;

  model::Room room;
  model::Role role = model::Role::member;
  std::optional<model::Entry> last;  // the newest entry that is still kept
  std::optional<model::User> other;  // the other one of a room of two, with his own name
  std::uint32_t unread = 0;
  model::EntryId read_up_to;
  model::EntryId others_read;  // in a room of two whose last entry is one's own: the other's mark, if told
  std::uint32_t member_count = 0;  // counted up to 1000
};

struct UnreadRoom {
  model::RoomId room;
  std::uint32_t unread = 0;
  model::EntryId last_id;
  bool is_crowd = false;  // over limits.crowd_members members
};

// Something unread, as the old pages list it.
struct Notice {
  Notice() = default;

  std::int64_t id = 0;  // names room and entry: notice_id()
  std::string room_name;  // empty: none
  model::Entry entry;
};

struct Notices {
  Notices() = default;

  std::uint32_t total = 0;
  std::vector<Notice> newest;  // the newest first
  std::vector<std::pair<model::Room, std::uint32_t>> rooms;  // the most unread first; none that has nothing
};

// The number of a notice: the room's key above 26 bits of the entry's id. The newest entry of the room with
// these bits is meant.
inline constexpr int notice_entry_bits = 26;
[[nodiscard]] constexpr std::int64_t notice_id(std::int64_t room_key, model::EntryId entry) {
  return (room_key << notice_entry_bits) | (entry.value & ((1LL << notice_entry_bits) - 1));
}

class ConversationStore {
 public:
  virtual ~ConversationStore() = default;

  // Where this person is a member, the room with the newest entry first, at most limits.rooms_per_user. A
  // read of several statements, bounded by read_many_deadline. Error: busy.
  virtual void conversations(model::UserId user, base::Done<std::vector<Conversation>> done) = 0;

  // The rooms in which something is unread. Error: busy.
  virtual void unread(model::UserId user, base::Done<std::vector<UnreadRoom>> done) = 0;

  // The active rooms of which this person is a member. Error: busy.
  virtual void member_rooms(model::UserId user, base::Done<std::vector<model::RoomId>> done) = 0;

  // One room of somebody, also when nothing is unread. Errors: not_a_member (or the room is not active),
  // busy.
  virtual void unread_in(model::UserId user, model::RoomId room, base::Done<UnreadRoom> done) = 0;

  // At most `most` notices. Error: busy.
  virtual void notices(model::UserId user, std::uint32_t most, base::Done<Notices> done) = 0;

  // Moves read marks up to the heads of all rooms, or with `notices` up to those notices (what is not this
  // person's is skipped). The value: how many unread messages were passed. Every moved mark is published.
  // Errors: busy, storage_full, unavailable.
  virtual void mark_all(model::User user, std::optional<std::vector<std::int64_t>> notices,
                        base::Done<std::uint32_t> done) = 0;
};

}  // namespace heartlink::store
