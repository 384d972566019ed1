// SPDX-License-Identifier: Apache-2.0
// The filter's own word lists as text inside the binary. The table is written during the build from
// words/*.txt.
#pragma once

#include <span>
#include <string_view>

namespace heartlink::filter {

struct WordFile {
  std::string_view name;
  std::string_view text;
};

[[nodiscard]] std::span<const WordFile> word_files();

}  // namespace heartlink::filter
