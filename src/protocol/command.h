// SPDX-License-Identifier: Apache-2.0
// What a client may ask for on a socket (protocol.md §2, client → server). Plain records; decode.cc makes
// them.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/ids.h"
#include "model/presence.h"

namespace heartlink::protocol {

struct PostMessage {
  PostMessage() = default;

  std::string content;  // as typed; chat::PostMessage trims and measures it
  std::string message_type = "text";
  std::string client_id;  // empty: the echo acknowledges
  std::optional<model::EntryId> reply_to;
};

struct Typing {
  bool is_typing = false;
};

struct Ping {};

struct HeartbeatAck {};

// The read mark goes to the highest of the ids that are there, or to `up_to`.
struct Read {
  Read() = default;

  std::vector<model::EntryId> ids;  // ascending, each once
  std::optional<model::EntryId> up_to;
};

struct Delivered {
  model::EntryId up_to;
};

struct SetStatus {
  model::OnlineStatus status = model::OnlineStatus::online;
};

struct Recall {
  Recall() = default;

  model::EntryId id;
  std::string client_id;  // empty: the entry acknowledges
};

// Of a video call nothing is stored: both are passed on to the others.
struct CallInvite {
  CallInvite() = default;

  std::string room;  // as the caller says; empty: this one
  std::string message;
};

struct CallStatus {
  CallStatus() = default;

  std::string status;
  std::string message_id;
  std::string room;
};

// `new_message` of the old pages: accepted and ignored, for the server announces every message itself.
struct Ignored {};

using Command = std::variant<PostMessage, Typing, Ping, HeartbeatAck, Ignored, Read, Delivered, SetStatus,
                             Recall, CallInvite, CallStatus>;

}  // namespace heartlink::protocol
