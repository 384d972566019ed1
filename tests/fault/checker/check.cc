// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/checker/check.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "tests/fault/checker/facts.h"
#include "tests/fault/checker/invariants.h"
#include "tests/fault/checker/violations.h"
#include "tests/fault/history/lines.h"

namespace heartlink::fault {
namespace {

using checker::Facts;

Exposure exposure_of(const Facts& facts) {
  Exposure exposure;
  for (const auto& message : facts.messages) {
    if (message.oks > 0) ++exposure.acknowledged;
  }
  for (const auto& event : facts.history) {
    exposure.unknown += event.what == What::unknown ? 1 : 0;
    exposure.refused += event.what == What::fail ? 1 : 0;
    exposure.deliveries += event.what == What::deliver ? 1 : 0;
    exposure.resumes += event.what == What::resumed ? 1 : 0;
  }
  for (const auto& connection : facts.connections)
    exposure.connections += connection.greeted != checker::none;
  for (const auto& room : facts.rooms) exposure.rooms += room.used || room.head > 0;
  const auto latency = checker::latency_of(facts);
  exposure.baseline_p99_ns = latency.baseline_p99_ns;
  exposure.fault_p99_ns = latency.fault_p99_ns;
  return exposure;
}

std::size_t sum_of(const Verdict& verdict, std::initializer_list<const char*> invariants) {
  std::size_t sum = 0;
  for (const auto* invariant : invariants) {
    const auto found = verdict.found.find(invariant);
    if (found != verdict.found.end()) sum += found->second;
  }
  return sum;
}

}  // namespace

Verdict check(const History& history) {
  const Facts facts{history};
  checker::Violations violations{history};
  checker::check_no_loss(facts, violations);
  checker::check_no_double(facts, violations);
  checker::check_order(facts, violations);
  checker::check_real_time(facts, violations);
  checker::check_no_phantom(facts, violations);
  checker::check_unanswered(facts, violations);
  checker::check_live_completeness(facts, violations);
  checker::check_isolation(facts, violations);
  checker::check_revocation(facts, violations);
  checker::check_recovery(facts, violations);
  checker::check_findings(facts, violations);
  checker::check_bounds(facts, violations);
  Verdict verdict;
  verdict.exposure = exposure_of(facts);
  violations.hand_over(verdict);
  return verdict;
}

std::string describe(const Violation& violation) {
  auto text = fmt::format("{}: {}", violation.invariant, violation.sentence);
  for (const auto& event : violation.evidence) text += "\n  " + line_of(event);
  return text;
}

std::string summary(const Verdict& verdict) {
  const auto& exposure = verdict.exposure;
  auto line = fmt::format(
      "{} of {} acknowledged lost, {} doubled, {} reordered; unknown={} refused={} deliveries={} "
      "connections={} "
      "resumes={} rooms={}",
      sum_of(verdict, {"I1"}), exposure.acknowledged, sum_of(verdict, {"I2", "I6"}),
      sum_of(verdict, {"I3", "I4"}), exposure.unknown, exposure.refused, exposure.deliveries,
      exposure.connections, exposure.resumes, exposure.rooms);
  if (exposure.baseline_p99_ns > 0 || exposure.fault_p99_ns > 0) {
    line += fmt::format(" p99_ms={:.1f}/{:.1f}", static_cast<double>(exposure.baseline_p99_ns) / 1e6,
                        static_cast<double>(exposure.fault_p99_ns) / 1e6);
  }
  for (const auto* other : {"I5", "I7", "I8", "I9", "I10", "I11", "I12"}) {
    if (const auto count = sum_of(verdict, {other}); count > 0) line += fmt::format(" {}={}", other, count);
  }
  return line;
}

std::string report(const Verdict& verdict) {
  auto text = summary(verdict);
  if (verdict.violations.empty()) return text;
  const auto& smallest = verdict.violations.front();
  text += "\n" + describe(smallest);
  std::string others;
  for (const auto& [invariant, count] : verdict.found) {
    // One counted for several messages at once stands for all of them here.
    const auto more = invariant == smallest.invariant ? count - 1 : count;
    if (more > 0) others += fmt::format(" {}={}", invariant, more);
  }
  if (!others.empty()) text += "\nbesides this one:" + others;
  return text;
}

}  // namespace heartlink::fault
