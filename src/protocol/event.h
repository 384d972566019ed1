// SPDX-License-Identifier: Apache-2.0
// What the server says on a socket (protocol.md §2, server → client). Plain records; encode.cc writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "model/entry.h"
#include "model/ids.h"

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
  Profile person;
  model::EntryId last_id;
  model::EntryId read_up_to;
  std::string epoch;
  base::WallTime server_time;
  const base::Limits* limits = nullptr;
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

// Rooms of over presence_list_max people say only how many are there.
struct PresenceCount {
  std::size_t people = 0;
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
  std::vector<MemberMark> marks;
};

}  // namespace heartlink::protocol
