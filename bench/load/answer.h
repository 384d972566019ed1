// SPDX-License-Identifier: Apache-2.0
// An answer to an HTTP request, as far as a generator looks at it (RFC 9112): the status and a body with a
// Content-Length. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace heartlink::load {

struct Answer {
  int status = 0;
  std::size_t body_at = 0;
  std::size_t bytes = 0;  // head and body; 0: read more
};

// The answer that `received` begins with. Throws Failure when it is none, or has no Content-Length.
[[nodiscard]] Answer read_answer(std::string_view received);

// The text of this key in a JSON object that has no such key inside another; empty when absent. It is
// searched for, not parsed: of texts without escapes only.
[[nodiscard]] std::string_view text_of(std::string_view json, std::string_view key);

}  // namespace heartlink::load
