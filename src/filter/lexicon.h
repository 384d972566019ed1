// SPDX-License-Identifier: Apache-2.0
// All patterns of one filter, ready to be looked for. Built once; read by any thread, and never changed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "filter/automaton.h"
#include "filter/word_list.h"

namespace heartlink::filter {

class Lexicon {
 public:
  // `own_shapes`: telephone numbers, e-mail addresses and links count, which no list names one by one.
  Lexicon(const std::vector<Pattern>& patterns, bool own_shapes);

  [[nodiscard]] const Automaton& words() const { return words_; }
  [[nodiscard]] bool has_shapes() const { return has_shapes_; }
  // Of lists, as folded text has them: "com", "t.me".
  [[nodiscard]] bool is_ending(std::u32string_view label) const { return endings_.contains(label); }
  [[nodiscard]] bool is_path_ending(std::u32string_view label) const { return path_endings_.contains(label); }
  [[nodiscard]] bool is_host(std::u32string_view host) const { return hosts_.contains(host); }

 private:
  using Set = std::set<std::u32string, std::less<>>;

  Automaton words_;
  Set endings_;
  Set path_endings_;
  Set hosts_;
  bool has_shapes_;
};

}  // namespace heartlink::filter
