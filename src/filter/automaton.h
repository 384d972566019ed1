// SPDX-License-Identifier: Apache-2.0
// Finds many patterns in one walk over a text (Aho and Corasick, CACM 18(6), 1975): the time depends on the
// text and on what is found in it, not on how many patterns there are. Built once, then read by any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/word_list.h"
#include "filter/writing.h"

namespace heartlink::filter {

// A pattern in a text: the letters from `begin` up to `end`, which is not among them.
struct Hit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::word;
  bool is_latin = false;
};

class Automaton {
 public:
  Automaton() : nodes_(1) {}

  // Before build(). A pattern without letters finds nothing.
  void add(const Pattern& pattern);
  void build();

  // In the order of their ends. A pattern that begins or ends in Latin letters is a word of its own there.
  // One of Latin letters alone is written as it is, together, or with a gap between all of its letters;
  // others may have a gap anywhere, but no wide one unless they have it themselves.
  [[nodiscard]] std::vector<Hit> search(const Writing& writing) const;

 private:
  struct Entry {
    std::uint32_t letters = 0;
    std::uint32_t spaces = 0;     // gaps that it has itself
    std::uint32_t wide_gaps = 0;  // the wide ones of them
    Kind kind = Kind::word;
    bool is_latin = false;
    bool begins_latin = false;
    bool ends_latin = false;
  };
  struct Node {
    std::vector<std::pair<char32_t, std::uint32_t>> next;  // sorted by letter
    std::uint32_t fallback = 0;  // the longest other ending that is a beginning as well
    std::uint32_t found = 0;     // the nearest of these with an entry, itself apart; 0: none
    std::vector<Entry> entries;
  };

  [[nodiscard]] std::uint32_t child(std::uint32_t node, char32_t letter) const;  // 0: none
  [[nodiscard]] std::uint32_t step(std::uint32_t node, char32_t letter) const;
  [[nodiscard]] static bool stands(const Entry& entry, const Writing& writing, std::size_t begin,
                                   std::size_t last);

  std::vector<Node> nodes_;
};

}  // namespace heartlink::filter
