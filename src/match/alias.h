// SPDX-License-Identifier: Apache-2.0
// The names under which two strangers appear to each other until both reveal themselves (protocol.md §6).
#pragma once

#include <string>
#include <utility>

#include "base/random.h"

namespace heartlink::match {

// Two names such as 夜航的松果 (at most alias_chars_max characters) that share neither the first word nor the
// second, so that nobody confuses them.
inline constexpr std::size_t alias_chars_max = 12;
[[nodiscard]] std::pair<std::string, std::string> new_aliases(base::Random& random);

}  // namespace heartlink::match
