// SPDX-License-Identifier: Apache-2.0
#include "filter/lexicon.h"

#include "base/text.h"

namespace heartlink::filter {

Lexicon::Lexicon(const std::vector<Pattern>& patterns, bool own_shapes) : has_shapes_(own_shapes) {
  for (const auto& pattern : patterns) {
    const auto text = [&pattern] { return base::characters(base::folded(pattern.text)); };
    switch (pattern.kind) {
      case Kind::ending:
        endings_.insert(text());
        break;
      case Kind::path_ending:
        path_endings_.insert(text());
        break;
      case Kind::host:
        hosts_.insert(text());
        break;
      default:
        words_.add(pattern);
    }
  }
  words_.build();
}

}  // namespace heartlink::filter
