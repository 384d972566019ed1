// SPDX-License-Identifier: Apache-2.0
// What a text frame of the server says (docs/protocol.md §2). Deliveries are the many: they are scanned, not
// parsed, so that one core reads more of them than the server can send. Everything else is parsed whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "stamp.h"

namespace heartlink::load {

struct Delivery {
  std::int64_t id = 0;
  std::optional<Stamp> stamp;  // absent when the message was not one of a generator's
};

// Finds the two values of a chat_message. Remembers where they stood in the last frame, since frames of one
// run look alike, and looks there first. A quote inside a JSON string is escaped, so `"id":` can only be a
// key.
class DeliveryScanner {
 public:
  // Empty for any frame that does not begin with `{"type":"chat_message"` or has no readable id.
  [[nodiscard]] std::optional<Delivery> scan(std::string_view text);

 private:
  std::size_t id_at_ = 0;
  std::size_t content_after_id_ = 0;
};

// The value of `type` when the frame begins with it; empty otherwise. Costs nothing like a parse.
[[nodiscard]] std::string_view leading_type(std::string_view text);

// The keys that any mode looks at; those that are absent keep their defaults.
struct Event {
  std::string type;
  std::int64_t id = 0;
  std::int64_t last_id = 0;
  std::string client_id;
  std::string content;
  std::string code;
  std::string message;
  std::int64_t retry_ms = -1;  // -1: the server did not say
  bool dup = false;
};

// A full parse. Empty when the text is not a JSON object with a `type`.
[[nodiscard]] std::optional<Event> parse_event(std::string_view text);

}  // namespace heartlink::load
