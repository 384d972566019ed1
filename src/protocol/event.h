// SPDX-License-Identifier: Apache-2.0
// What the server says on a socket (protocol.md §2, server → client). Plain records; encode.cc writes them.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "model/caution.h"
#include "model/entry.h"
#include "model/ids.h"
#include "model/moderation.h"
#include "model/ticket.h"
#include "model/user_event.h"

namespace heartlink::protocol {

// The public face of a person, with the keys that pages of the Django application read.
struct Profile {
  Profile() = default;

  std::int64_t id = 0;
  std::string username;
  std::string display_name;
  std::vector<std::string> tags;
  bool is_online = false;
};

struct ConnectionEstablished {
  ConnectionEstablished() = default;

  model::RoomId room;
  std::string account;  // who is signed in
  Profile person;       // and how he appears in this room
  model::EntryId last_id;
  model::EntryId read_up_to;
  model::EntryId pruned_before;
  std::string epoch;
  base::WallTime server_time;
  const base::Limits* limits = nullptr;
  std::chrono::milliseconds recall_window{};
};

struct ChatMessage {
  const model::Entry* entry = nullptr;
  bool is_own = false;  // also decides whether client_id is shown
  bool is_read = false;
};

struct Ack {
  std::string_view client_id;
  model::EntryId id;
  base::WallTime created_at;
  bool dup = false;
  model::Caution caution = model::Caution::none;
};

struct ErrorFrame {
  const base::Error* error = nullptr;
  std::string_view client_id;
};

struct Pong {
  base::WallTime now;
};

struct Heartbeat {
  base::WallTime now;
};

struct HeartbeatAnswer {
  base::WallTime now;
};

struct UserJoined {
  const Profile* person = nullptr;
};

struct UserLeft {
  std::string_view username;
};

struct UserTyping {
  std::string_view username;
  bool is_typing = false;
};

// Who is in the room, to a socket that has just become live.
struct PresenceList {
  PresenceList() = default;

  std::vector<std::string> online;
};

// Rooms of over limits.crowd_members people say only how many are there.
struct PresenceCount {
  std::size_t people = 0;
};

struct ReadUpdate {
  std::string_view username;
  const std::vector<model::EntryId>* ids = nullptr;
  model::EntryId up_to;
};

struct DeliveredUpdate {
  std::string_view username;
  model::EntryId up_to;
};

struct CallInvited {
  std::string_view username;
  std::string_view room;
  std::string_view message;
};

struct CallChanged {
  std::string_view username;
  std::string_view status;
  std::string_view message_id;
  std::string_view room;
};

struct MemberMark {
  std::string username;
  model::EntryId read;
  model::EntryId delivered;
};

struct Resumed {
  Resumed() = default;

  model::EntryId after;
  model::EntryId to;
  std::optional<std::pair<model::EntryId, model::EntryId>> gap;
  bool reset = false;
  model::EntryId pruned_before;
  std::vector<MemberMark> marks;
};

// On the user socket: all rooms in which something is unread.
struct Unread {
  struct Room {
    model::RoomId room;
    std::uint32_t unread = 0;
    model::EntryId last_id;
  };

  Unread() = default;

  std::vector<Room> rooms;
};

// On the user socket: somebody said something in a room that no socket of this person is in.
struct RoomActivity {
  RoomActivity() = default;

  model::RoomId room;
  std::string from;
  std::string content;  // the whole text; the frame has its beginning
  std::uint32_t unread = 0;
};

// On the user socket, kept and numbered (model/user_event.h).
struct MatchFound {
  MatchFound() = default;

  model::MatchKind kind = model::MatchKind::heart;
  model::RoomId room;
  std::string partner;  // as he appears there
  base::WallTime confirm_by;  // open the room until then
};

struct MatchWithdrawn {
  model::MatchKind kind = model::MatchKind::heart;
  model::TicketReason reason = model::TicketReason::none;
  std::optional<base::WallTime> expires_at;  // back in the pool until then; else the ticket is over
};

struct TicketExpired {
  model::MatchKind kind = model::MatchKind::heart;
};

struct TicketDropped {
  model::MatchKind kind = model::MatchKind::heart;
  model::TicketReason reason = model::TicketReason::none;
};

// An operator's measure, told to whom it is about.
struct Moderated {
  model::ModerationNews news = model::ModerationNews::warn;
  std::string_view reason;  // of the report that led to it; empty: there was none
  std::optional<base::WallTime> until;  // of a mute
};

// Behind what was missed: how far the user socket has been told. `gap`: not all of it is kept any more.
struct UserResumed {
  std::optional<model::EventId> after;
  model::EventId to;
  bool gap = false;
};

struct SessionEnded {};

}  // namespace heartlink::protocol
