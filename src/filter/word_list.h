// SPDX-License-Identifier: Apache-2.0
// Patterns of the filter as text: one per line, `#` begins a comment. The program's own lists have sections,
// which say what a pattern means; in the operator's file every line is a word of his. Pure but for reading
// the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"

namespace heartlink::filter {

// What a pattern means. The first ones are words in a text, the last three the parts of a link.
enum class Kind : std::uint8_t {
  contact,    // asks for a contact, or names one
  platform,   // where people have names: a contact together with an ask, an after or a name
  initial,    // one letter for a platform: only with a name right behind it
  ask,        // a platform that follows soon is asked for
  add,        // the same; a number right behind it is one to be added
  after,      // a platform that stands right before is asked for
  innocent,   // whatever it covers means something else
  money,      // asks for money
  treasure,   // money: asked for together with a plea
  plea,       // give me, send you …
  word,       // the operator's
  ending,     // of an address: com
  path_ending,  // of an address, but a word of a sentence too: only with a path
  host,       // a whole address: t.me
};

struct Pattern {
  Kind kind = Kind::word;
  std::string text;
};

// A list of the program, whose sections are `[contact]` … `[host]`. An error (internal) is a bug in it.
[[nodiscard]] base::Result<std::vector<Pattern>> parse_sections(std::string_view text, std::string_view name);

// The operator's. Errors, config_invalid with the name and the line: more patterns or longer ones than
// limits.filter_patterns and filter_pattern_chars, no UTF-8, no letter or digit in it.
[[nodiscard]] base::Result<std::vector<Pattern>> parse_words(std::string_view text, const std::string& name,
                                                             const base::Limits& limits);

// The same of a file; one of more than 1 MiB is refused, as one that cannot be read.
[[nodiscard]] base::Result<std::vector<Pattern>> read_words(const std::string& path,
                                                            const base::Limits& limits);

}  // namespace heartlink::filter
