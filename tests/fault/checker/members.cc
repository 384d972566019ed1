// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/checker/members.h"

#include <algorithm>
#include <tuple>

namespace heartlink::fault::checker {

Members::Members(const Facts& facts) {
  for (Index number = 0; number < facts.room_names.size(); ++number) {
    for (const auto& lines : facts.rooms[number].lines) {
      for (const Index line : lines) {
        const std::string_view text = facts[line].text;
        const auto blank = text.find(' ');
        if (blank == std::string_view::npos) continue;
        const auto action = text.substr(0, blank);
        const bool out = action == "removed" || action == "left";
        if (!out && action != "added" && action != "joined") continue;
        changes_[{number, text.substr(blank + 1)}].push_back({facts[line].id, out, line});
      }
    }
  }
  for (auto& [who, changes] : changes_) {
    std::ranges::sort(changes, {}, [](const Change& change) { return std::tuple{change.id, change.line}; });
    const auto repeated = std::ranges::unique(changes, {}, &Change::id);
    changes.erase(repeated.begin(), repeated.end());
  }
}

const Members::Changes* Members::changes_of(Index room, std::string_view user) const {
  const auto found = changes_.find({room, user});
  return found == changes_.end() ? nullptr : &found->second;
}

Index Members::taken_out_at(Index room, std::string_view user, std::int64_t id) const {
  const auto* changes = changes_of(room, user);
  if (changes == nullptr) return none;
  const auto behind = std::ranges::upper_bound(*changes, id, {}, &Change::id);
  if (behind == changes->begin()) return none;
  const auto& last = *std::prev(behind);
  return last.out ? last.line : none;
}

Index Members::next_taken_out(Index room, std::string_view user, std::int64_t id) const {
  const auto* changes = changes_of(room, user);
  if (changes == nullptr) return none;
  auto behind = std::ranges::upper_bound(*changes, id, {}, &Change::id);
  while (behind != changes->end() && !behind->out) ++behind;
  return behind == changes->end() ? none : behind->line;
}

}  // namespace heartlink::fault::checker
