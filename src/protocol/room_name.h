// SPDX-License-Identifier: Apache-2.0
// The rule of room ids (protocol.md §2): 1–100 characters, NFC, letters and digits of any script, `-_.`, not
// `.`/`..`.
#pragma once

#include <string_view>

#include "base/result.h"
#include "model/ids.h"

namespace heartlink::protocol {

// Takes decoded UTF-8. Error: room_id_invalid.
[[nodiscard]] base::Result<model::RoomId> parse_room_id(std::string_view text);

// `test-room-…`: made on connect while debug rooms are on.
[[nodiscard]] bool is_test_room(const model::RoomId& id);

}  // namespace heartlink::protocol
