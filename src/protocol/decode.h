// SPDX-License-Identifier: Apache-2.0
// Text → Command. Every malformed byte of a client stops here, with a coded error; nothing above parses JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "base/result.h"
#include "protocol/command.h"

namespace heartlink::protocol {

struct Decoded {
  std::string client_id;  // what the frame said, even when it is refused, so that the answer can name it
  base::Result<Command> command;
};

// `text` is valid UTF-8 of at most one frame. Errors: invalid_json (no JSON, too deep, not an object),
// unknown_type, field_invalid (detail names the key), client_id_invalid. Unknown keys are ignored; a missing
// type means `message`.
[[nodiscard]] Decoded decode(std::string_view text);

// A number, or a string of digits: the old pages send ids as strings.
[[nodiscard]] std::optional<std::int64_t> integer_of(const boost::json::value& value);

// 1–64 of [A-Za-z0-9_-].
[[nodiscard]] bool is_client_id(std::string_view text);

}  // namespace heartlink::protocol
