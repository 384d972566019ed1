// SPDX-License-Identifier: Apache-2.0
// Any text may be judged, the same way twice, and any bytes may be a list of words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "filter/judge.h"
#include "filter/word_files.h"

namespace {

heartlink::filter::Lexicon own_lexicon() {
  using namespace heartlink::filter;
  std::vector<Pattern> all;
  for (const auto& file : word_files()) {
    const auto patterns = parse_sections(file.text, file.name);
    if (patterns.has_error()) std::abort();
    all.insert(all.end(), patterns->begin(), patterns->end());
  }
  return Lexicon{all, true};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heartlink::filter;
  static const auto own = own_lexicon();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto words = parse_words(text, "w", {}); words.has_value()) {
    // Whoever writes a pattern as it is in his list is found out.
    const Lexicon lexicon{*words, false};
    for (const auto& word : *words) {
      if (judge(lexicon, word.text) != heartlink::model::Caution::word) std::abort();
    }
  }
  if (!heartlink::base::is_valid_utf8(text)) return 0;
  if (judge(own, text) != judge(own, text)) std::abort();
  return 0;
}
