// SPDX-License-Identifier: Apache-2.0
// How one log line is written: what stands between the time and the end of the line. Called by base/log.cc
// only; pure, so that what may reach a terminal is tested without one.
#pragma once

#include <string>
#include <string_view>

#include "base/log.h"

namespace heartlink::base::log {

enum class Format { logfmt, json };

// `event=room_opened room=r1 reason="not ours"`, or the same as JSON members without the outer braces.
// Values keep every visible character of any script. Control characters, invisible ones that reorder or hide
// text (CR, LF, ESC, bidirectional overrides) and line separators become \uXXXX, bytes that are not UTF-8
// become \xXX. Keys and events are names from our own source and are written as they are.
[[nodiscard]] std::string line_body(Format format, std::string_view event, Fields fields);

}  // namespace heartlink::base::log
