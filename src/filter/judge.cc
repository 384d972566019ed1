// SPDX-License-Identifier: Apache-2.0
#include "filter/judge.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "filter/links.h"
#include "filter/numbers.h"

namespace heartlink::filter {
namespace {

using model::Caution;

// How many letters may stand between an ask and what is asked for. Latin words are longer.
constexpr std::size_t ask_reach = 5;
constexpr std::size_t latin_ask_reach = 9;
constexpr std::size_t plea_reach = 6;
constexpr std::size_t latin_plea_reach = 14;
constexpr std::size_t after_reach = 2;

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

bool is_ask(const Hit& hit) { return hit.kind == Kind::ask || hit.kind == Kind::add; }

// Without what an innocent word covers as a whole.
std::vector<Hit> without_innocent(std::vector<Hit> hits, std::size_t letters) {
  const auto is_innocent = [](const Hit& hit) { return hit.kind == Kind::innocent; };
  if (std::ranges::none_of(hits, is_innocent)) return hits;
  std::vector<std::uint32_t> covered_until(letters, 0);  // by a word that begins here or earlier
  for (const auto& hit : hits) {
    if (is_innocent(hit)) covered_until[hit.begin] = std::max(covered_until[hit.begin], hit.end);
  }
  for (std::size_t at = 1; at < letters; ++at)
    covered_until[at] = std::max(covered_until[at], covered_until[at - 1]);
  std::erase_if(hits,
                [&](const Hit& hit) { return is_innocent(hit) || hit.end <= covered_until[hit.begin]; });
  return hits;
}

// A text with what was found in it, in the order of the ends.
class Findings {
 public:
  Findings(const Lexicon& lexicon, const Writing& writing)
      : writing_(writing),
        hits_(without_innocent(lexicon.words().search(writing), writing.letters().size())) {}

  [[nodiscard]] bool has(Kind kind) const {
    return std::ranges::any_of(hits_, [kind](const Hit& hit) { return hit.kind == kind; });
  }
  // A hit that `first` wants stands before one that `second` wants, with at most `reach(first)` letters
  // between.
  template <class First, class Second, class Reach>
  [[nodiscard]] bool in_a_row(First first, Second second, Reach reach) const {
    // For every letter: the farthest place up to which an earlier hit reaches. It only grows, so that one
    // walk does it.
    std::vector<std::size_t> reached(writing_.letters().size() + 1, nowhere);
    for (const auto& hit : hits_) {
      if (!first(hit)) continue;
      const auto until = hit.end + reach(hit);
      auto& best = reached[hit.end];
      best = best == nowhere ? until : std::max(best, until);
    }
    for (std::size_t at = 1; at < reached.size(); ++at) {
      if (reached[at - 1] == nowhere) continue;
      reached[at] = reached[at] == nowhere ? reached[at - 1] : std::max(reached[at], reached[at - 1]);
    }
    return std::ranges::any_of(hits_, [&](const Hit& hit) {
      return second(hit) && reached[hit.begin] != nowhere && hit.begin <= reached[hit.begin];
    });
  }
  // What stands in the folded text behind a hit that `wanted` wants satisfies `next`.
  template <class Wanted, class Next>
  [[nodiscard]] bool followed(Wanted wanted, Next next) const {
    return std::ranges::any_of(hits_, [&](const Hit& hit) {
      return wanted(hit) && next(writing_.folded(), writing_.place(hit.end - 1) + 1);
    });
  }

 private:
  const Writing& writing_;
  std::vector<Hit> hits_;
};

auto of(Kind kind) {
  return [kind](const Hit& hit) { return hit.kind == kind; };
}

bool asks_for_money(const Findings& found) {
  if (found.has(Kind::money)) return true;
  if (!found.has(Kind::treasure) || !found.has(Kind::plea)) return false;
  const auto reach = [](const Hit& hit) { return hit.is_latin ? latin_plea_reach : plea_reach; };
  return found.in_a_row(of(Kind::plea), of(Kind::treasure), reach) ||
         found.in_a_row(of(Kind::treasure), of(Kind::plea), [](const Hit&) { return after_reach; });
}

bool asks_for_contact(const Findings& found) {
  if (found.has(Kind::contact)) return true;
  if (found.followed(of(Kind::initial), is_account) || found.followed(of(Kind::add), is_account)) return true;
  if (!found.has(Kind::platform)) return false;
  const auto reach = [](const Hit& hit) { return hit.is_latin ? latin_ask_reach : ask_reach; };
  return found.in_a_row(is_ask, of(Kind::platform), reach) ||
         found.in_a_row(of(Kind::platform), of(Kind::after), [](const Hit&) { return after_reach; }) ||
         found.followed(of(Kind::platform), names_account);
}

}  // namespace

Caution judge(const Lexicon& lexicon, std::string_view text) {
  const Writing writing{text};
  const Findings found{lexicon, writing};
  const auto& folded = writing.folded();
  if (asks_for_money(found)) return Caution::money;
  if (asks_for_contact(found)) return Caution::contact;
  if (lexicon.has_shapes()) {
    if (has_telephone(folded) || has_mail(folded)) return Caution::contact;
    if (has_link(folded, lexicon)) return Caution::link;
  }
  return found.has(Kind::word) ? Caution::word : Caution::none;
}

}  // namespace heartlink::filter
