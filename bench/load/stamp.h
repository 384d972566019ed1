// SPDX-License-Identifier: Apache-2.0
// What a generator's message carries in its content, so that whoever receives it knows when it was sent and
// by which sender, without a table: `<16 hex digits: monotonic ns>-<4 hex: sender>-<10 digits: number>-` and
// filling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "time_now.h"

namespace heartlink::load {

struct Stamp {
  Nanoseconds sent_ns = 0;
  std::uint32_t sender = 0;
  std::uint64_t number = 0;  // of the sender's messages, from 1
};

inline constexpr std::size_t stamp_bytes = 16 + 1 + 4 + 1 + 10 + 1;

// The content of one message, exactly `content_bytes` long, which must be more than stamp_bytes.
[[nodiscard]] std::string write_stamp(const Stamp& stamp, std::size_t content_bytes);

// Empty when the content does not begin like one of ours.
[[nodiscard]] std::optional<Stamp> read_stamp(std::string_view content);

}  // namespace heartlink::load
