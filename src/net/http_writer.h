// SPDX-License-Identifier: Apache-2.0
// An answer as bytes: the head as text, the body as it is. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "protocol/http.h"

namespace heartlink::net {

struct Rendered {
  std::string head;       // status line and headers with the final empty line
  std::string_view body;  // of `response` or inside the binary; empty for HEAD, 204 and 304
};

// `response` outlives the result. Header values with CR or LF are a bug and are left out.
[[nodiscard]] Rendered render(const protocol::Response& response, std::string_view file_body, bool is_head,
                              bool keep_alive, base::WallTime now);

}  // namespace heartlink::net
