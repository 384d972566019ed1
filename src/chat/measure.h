// SPDX-License-Identifier: Apache-2.0
// How long a text may be. Called by every use case that stores one.
#pragma once

#include <string_view>

#include "base/limits.h"
#include "base/text.h"

namespace heartlink::chat {

// `content` is valid UTF-8. A grapheme is at least one byte, so short texts need no counting.
[[nodiscard]] inline bool is_too_long(std::string_view content, const base::Limits& limits) {
  return content.size() > limits.content_graphemes &&
         base::graphemes(content, limits.content_graphemes) > limits.content_graphemes;
}

}  // namespace heartlink::chat
