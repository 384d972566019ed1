// SPDX-License-Identifier: Apache-2.0
#include "filter/automaton.h"

#include <algorithm>
#include <deque>

namespace heartlink::filter {

namespace {

constexpr auto letter_of = [](const auto& edge) { return edge.first; };

}  // namespace

void Automaton::add(const Pattern& pattern) {
  const Writing writing{pattern.text};
  const auto& letters = writing.letters();
  if (letters.empty()) return;
  std::uint32_t at = 0;
  for (const char32_t letter : letters) {
    auto& next = nodes_[at].next;
    const auto place = std::ranges::lower_bound(next, letter, {}, letter_of);
    if (place != next.end() && place->first == letter) {
      at = place->second;
      continue;
    }
    at = static_cast<std::uint32_t>(nodes_.size());
    next.emplace(place, letter, at);
    nodes_.emplace_back();
  }
  Entry entry;
  entry.letters = static_cast<std::uint32_t>(letters.size());
  entry.spaces = writing.gaps_in(0, letters.size() - 1);
  entry.wide_gaps = writing.wide_gaps_in(0, letters.size() - 1);
  entry.kind = pattern.kind;
  entry.is_latin = std::ranges::all_of(letters, is_alphanumeric);
  entry.begins_latin = is_alphanumeric(letters.front());
  entry.ends_latin = is_alphanumeric(letters.back());
  nodes_[at].entries.push_back(entry);
}

void Automaton::build() {
  std::deque<std::uint32_t> line{0};
  while (!line.empty()) {
    const auto parent = line.front();
    line.pop_front();
    for (const auto& [letter, at] : nodes_[parent].next) {
      auto& node = nodes_[at];
      node.fallback = parent == 0 ? 0 : step(nodes_[parent].fallback, letter);
      const auto& shorter = nodes_[node.fallback];
      node.found = shorter.entries.empty() ? shorter.found : node.fallback;
      line.push_back(at);
    }
  }
}

std::uint32_t Automaton::child(std::uint32_t node, char32_t letter) const {
  const auto& next = nodes_[node].next;
  const auto at = std::ranges::lower_bound(next, letter, {}, letter_of);
  return at == next.end() || at->first != letter ? 0 : at->second;
}

std::uint32_t Automaton::step(std::uint32_t node, char32_t letter) const {
  for (;; node = nodes_[node].fallback) {
    if (const auto next = child(node, letter); next != 0 || node == 0) return next;
  }
}

bool Automaton::stands(const Entry& entry, const Writing& writing, std::size_t begin, std::size_t last) {
  const auto& letters = writing.letters();
  if (entry.begins_latin && !writing.is_apart(begin) && is_alphanumeric(letters[begin - 1])) return false;
  const auto next = last + 1;
  if (entry.ends_latin && next < letters.size() && !writing.is_apart(next)) {
    const bool ends_in_digit = is_digit(letters[last]);
    if (ends_in_digit ? is_digit(letters[next]) : is_latin(letters[next])) return false;
  }
  if (writing.wide_gaps_in(begin, last) > entry.wide_gaps) return false;
  const auto gaps = writing.gaps_in(begin, last);
  return !entry.is_latin || gaps <= entry.spaces || gaps == entry.letters - 1;
}

std::vector<Hit> Automaton::search(const Writing& writing) const {
  std::vector<Hit> hits;
  std::uint32_t at = 0;
  const auto& letters = writing.letters();
  for (std::size_t last = 0; last < letters.size(); ++last) {
    at = step(at, letters[last]);
    for (auto node = at; node != 0; node = nodes_[node].found) {
      for (const auto& entry : nodes_[node].entries) {
        const auto begin = last + 1 - entry.letters;
        if (!stands(entry, writing, begin, last)) continue;
        hits.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(last + 1), entry.kind,
                        entry.is_latin});
      }
    }
  }
  return hits;
}

}  // namespace heartlink::filter
