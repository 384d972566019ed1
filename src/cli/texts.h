// SPDX-License-Identifier: Apache-2.0
// The command line in two languages. A text stands beside the option or answer it belongs to, in both; here
// is only what a text is, and which language a person reads. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heartlink::cli {

enum class Lang : std::uint8_t { zh, en };

struct Text {
  std::string_view zh;
  std::string_view en;

  [[nodiscard]] std::string in(Lang lang) const { return std::string{lang == Lang::zh ? zh : en}; }
};

using Environment = std::vector<std::pair<std::string, std::string>>;

// `--lang zh|en` of the arguments, wherever it stands; else what LC_ALL, LC_MESSAGES or LANG says, the first
// that is set; else English. Asked before the arguments are parsed, so that help and complaints are in that
// language too.
[[nodiscard]] Lang language_of(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace heartlink::cli
