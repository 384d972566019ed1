// SPDX-License-Identifier: Apache-2.0
// Structured, asynchronous logs: one line per event, to stderr, never a secret and never a message's text.
// The queue is bounded; what does not fit is counted (heartlink_log_dropped_lines), never waited for.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace heartlink::base::log {

// One key and its value; values are escaped (no CR, LF or ESC reaches the terminal).
struct Field {
  std::string_view key;
  std::string value;
};
using Fields = std::initializer_list<Field>;

// Before the first line; `format` is auto, logfmt or json; `level` is debug, info, warning or error.
// Errors: config_invalid.
Result<void> start(std::string_view level, std::string_view format, std::size_t queue_lines);

// Writes out what is queued and stops. Lines after this go to stderr directly.
void stop();

// How many lines were dropped because the queue was full.
[[nodiscard]] std::size_t dropped();

// `event` is a stable snake_case name.
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace heartlink::base::log
