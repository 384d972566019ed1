// SPDX-License-Identifier: Apache-2.0
// What a client may ask for on a socket (protocol.md §2, client → server). Plain records; decode.cc makes
// them.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "model/ids.h"

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

// `new_message` of the old pages: accepted and ignored, for the server announces every message itself.
struct Ignored {};

using Command = std::variant<PostMessage, Typing, Ping, HeartbeatAck, Ignored>;

}  // namespace heartlink::protocol
