// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/checker/violations.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace heartlink::fault::checker {

bool Violations::smaller(const Found& left, const Found& right) {
  const auto rank = [](const Found& found) {
    return std::tuple{found.evidence.empty(), found.evidence.size(),
                      found.evidence.empty() ? none : found.evidence.front()};
  };
  return rank(left) < rank(right);
}

void Violations::add(std::string_view invariant, std::string sentence, std::vector<Index> evidence,
                     std::size_t count) {
  std::ranges::sort(evidence);
  const auto repeated = std::ranges::unique(evidence);
  evidence.erase(repeated.begin(), repeated.end());
  std::erase(evidence, none);

  auto kind = kinds_.find(invariant);
  if (kind == kinds_.end()) kind = kinds_.emplace(invariant, Kind{}).first;
  kind->second.count += count;
  auto& kept = kind->second.kept;
  Found found{std::move(sentence), std::move(evidence)};
  if (kept.size() == kept_max && !smaller(found, kept.back())) return;
  kept.insert(std::ranges::upper_bound(kept, found, smaller), std::move(found));
  if (kept.size() > kept_max) kept.pop_back();
}

void Violations::hand_over(Verdict& verdict) {
  std::vector<std::pair<const std::string*, Found*>> all;
  for (auto& [invariant, kind] : kinds_) {
    verdict.found[invariant] = kind.count;
    for (auto& found : kind.kept) all.emplace_back(&invariant, &found);
  }
  std::ranges::sort(all, [](const auto& left, const auto& right) {
    if (smaller(*left.second, *right.second)) return true;
    return !smaller(*right.second, *left.second) && *left.first < *right.first;
  });
  for (const auto& [invariant, found] : all) {
    auto& violation = verdict.violations.emplace_back();
    violation.invariant = *invariant;
    violation.sentence = std::move(found->sentence);
    for (const auto index : found->evidence) violation.evidence.push_back(history_[index]);
  }
  kinds_.clear();
}

}  // namespace heartlink::fault::checker
