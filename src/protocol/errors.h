// SPDX-License-Identifier: Apache-2.0
// The one table of refusals: stable code, HTTP status, what people read, what helps them. Sockets, HTTP, the
// command line and the client all speak from it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

namespace heartlink::protocol {

// Every text in Chinese and in English; no member has a default, so that a text cannot be forgotten. A person
// is told what happened and what he can do, and never about configuration. Whoever runs the server is told
// the cause and the fix: in one line, which an nginx block may follow (protocol/nginx_block.h).
struct ErrorRow {
  base::Code code;
  std::uint16_t status;  // HTTP
  std::string_view name;  // on the wire, stable
  std::string_view zh;
  std::string_view en;
  std::string_view hint_zh;  // for the person
  std::string_view hint_en;
  std::string_view owner_zh;  // for whoever runs the server
  std::string_view owner_en;
};

// Every code has exactly one row.
[[nodiscard]] const ErrorRow& error_row(base::Code code);

[[nodiscard]] std::span<const ErrorRow> error_rows();

// What clients are told as `reason` besides the code: of message_held the word of its Caution; else empty.
[[nodiscard]] std::string_view told_reason(const base::Error& error);

}  // namespace heartlink::protocol
