// SPDX-License-Identifier: Apache-2.0
// What the yardstick says and understands on the wire: just enough of RFC 6455 and of docs/protocol.md §2
// that heartlink-load takes it for a server. Texts are cut and pasted, never parsed. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heartlink::raw {

// The answer to a whole upgrade request, with connection_established behind it; empty when `request` is none.
[[nodiscard]] std::string welcome(std::string_view request, std::int64_t last_id);

// The <id> of `GET /ws/chat/<id>/…`; empty when the request asks for something else.
[[nodiscard]] std::string_view room_of(std::string_view request);

// The first masked frame of `received`, unmasked in place. Absent: read more.
struct ClientFrame {
  unsigned opcode = 0;
  std::string_view payload;
  std::size_t bytes = 0;
};
[[nodiscard]] std::optional<ClientFrame> take_frame(char* received, std::size_t size);

// Appends the frames of one message that became entry `id`: to `acks` what its sender gets, to `batch` what
// everybody gets, as long as Heartlink's own would be. False when the command is no message with a client_id.
[[nodiscard]] bool answer(std::string_view command, std::int64_t id, std::string& acks, std::string& batch);

}  // namespace heartlink::raw
