// SPDX-License-Identifier: Apache-2.0
// I10, I11 and I12: the run as a whole. It comes back, its files are sound, and it stays within its bounds.
#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tests/fault/checker/invariants.h"

namespace heartlink::fault::checker {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t recovery_ns = 5 * second_ns;
constexpr std::int64_t answer_ns = 1 * second_ns;  // what an attempt is given to be answered
constexpr std::int64_t noise_ns = 25'000'000;
constexpr std::size_t sends_min = 100;

// Whether this run can still show, at that time, that it has recovered.
bool is_judged(const Facts& facts, Index healed, std::int64_t deadline_ns) {
  if (facts[facts.size() - 1].at_ns < deadline_ns) return false;
  return std::ranges::none_of(facts.phases, [&](Index phase) {
    const auto& event = facts[phase];
    return phase > healed && event.at_ns < deadline_ns && (event.text == "fault" || event.text == "end");
  });
}

bool is_answer(What what) { return what == What::ok || what == What::fail || what == What::unknown; }

// An attempt that is open at that event and is answered, or given up, later. One of which nothing more is
// heard does not count: its sender may be gone.
Index open_attempt(const Facts& facts, Index healed) {
  std::vector<Index> open(facts.messages.size(), none);
  for (Index index = 0; index < facts.size(); ++index) {
    const Index number = facts.rows[index].message;
    if (number == none) continue;
    const auto what = facts[index].what;
    if (is_answer(what) && index > healed && open[number] != none) return open[number];
    if (is_answer(what)) open[number] = none;
    if (what == What::invoke) open[number] = index < healed ? index : none;
  }
  return none;
}

void check_healed(const Facts& facts, Index healed, Violations& violations) {
  const auto from_ns = facts[healed].at_ns;
  const auto deadline_ns = from_ns + recovery_ns;
  if (!is_judged(facts, healed, deadline_ns)) return;
  Index sent = none;
  Index next_ok = none;
  for (Index index = healed; index < facts.size() && next_ok == none; ++index) {
    const auto& event = facts[index];
    if (event.what == What::invoke && event.at_ns <= deadline_ns - answer_ns) sent = std::min(sent, index);
    if (event.what == What::ok && event.at_ns > from_ns) next_ok = index;
  }
  if (next_ok != none && facts[next_ok].at_ns <= deadline_ns) return;
  if (sent == none) sent = open_attempt(facts, healed);
  if (sent == none) return;
  const auto when = next_ok == none
                        ? std::string{"never"}
                        : fmt::format("after {} ms", (facts[next_ok].at_ns - from_ns) / 1'000'000);
  violations.add("I10", fmt::format("healed, and a send was acknowledged {}, not within 5 s", when),
                 {healed, sent, next_ok});
}

bool is_healthy(const Event& event) { return event.client.starts_with("healthy"); }

// Sorts; the nearest rank.
std::pair<std::int64_t, Index> p99_of(std::vector<std::pair<std::int64_t, Index>>& samples) {
  if (samples.empty()) return {0, none};
  const auto rank = (samples.size() * 99 + 99) / 100;
  const auto place = samples.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(samples, place);
  return *place;
}

// "I10: …" → "I10" and the rest.
std::pair<std::string, std::string> invariant_and_words(const std::string& text) {
  const auto colon = text.find(": ");
  if (colon == std::string::npos || colon < 2 || colon > 3 || text[0] != 'I') return {"I11", text};
  const auto number = text.substr(1, colon - 1);
  const bool digits = std::ranges::all_of(number, [](char one) { return one >= '0' && one <= '9'; });
  const int value = digits ? std::stoi(number) : 0;
  if (value < 1 || value > 12) return {"I11", text};
  return {fmt::format("I{}", value), text.substr(colon + 2)};
}

void check_measures(const Facts& facts, Violations& violations) {
  std::unordered_map<std::string_view, Index> bounds;
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    if (event.what == What::bound) bounds[event.text] = index;
    if (event.what != What::measure) continue;
    const auto bound = bounds.find(event.text);
    if (bound == bounds.end() || event.id <= facts[bound->second].id) continue;
    violations.add(
        "I12", fmt::format("{} is {}, over its bound of {}", event.text, event.id, facts[bound->second].id),
        {bound->second, index});
  }
}

}  // namespace

void check_recovery(const Facts& facts, Violations& violations) {
  for (const Index phase : facts.phases) {
    if (facts[phase].text == "healed") check_healed(facts, phase, violations);
  }
}

void check_findings(const Facts& facts, Violations& violations) {
  for (Index index = 0; index < facts.size(); ++index) {
    if (facts[index].what != What::finding) continue;
    auto [invariant, words] = invariant_and_words(facts[index].text);
    violations.add(invariant, std::move(words), {index});
  }
}

Latency latency_of(const Facts& facts) {
  enum class Phase { other, baseline, fault };
  struct Attempt {
    std::int64_t at_ns = 0;
    Phase phase = Phase::other;
  };
  std::unordered_map<Index, Attempt> last;  // by message; healthy clients are few
  std::vector<std::pair<std::int64_t, Index>> baseline;
  std::vector<std::pair<std::int64_t, Index>> fault;
  Phase now = Phase::other;
  for (Index index = 0; index < facts.size(); ++index) {
    const auto& event = facts[index];
    if (event.what == What::phase) {
      now = event.text == "baseline" ? Phase::baseline : event.text == "fault" ? Phase::fault : Phase::other;
    }
    const Index number = facts.rows[index].message;
    if (number == none || !is_healthy(event)) continue;
    if (event.what == What::invoke) last[number] = {event.at_ns, now};
    if (event.what != What::ok || index != facts.messages[number].first_ok || !last.contains(number))
      continue;
    const auto& attempt = last[number];
    const std::pair sample{event.at_ns - attempt.at_ns, index};
    if (attempt.phase == Phase::baseline) baseline.push_back(sample);
    if (attempt.phase == Phase::fault) fault.push_back(sample);
  }
  Latency latency;
  latency.baseline_sends = baseline.size();
  latency.fault_sends = fault.size();
  latency.baseline_p99_ns = p99_of(baseline).first;
  std::tie(latency.fault_p99_ns, latency.slowest) = p99_of(fault);
  return latency;
}

void check_bounds(const Facts& facts, Violations& violations) {
  check_measures(facts, violations);
  const auto latency = latency_of(facts);
  if (latency.baseline_sends < sends_min || latency.fault_sends < sends_min) return;
  if (latency.fault_p99_ns <= 2 * std::max(latency.baseline_p99_ns, noise_ns)) return;
  const auto& message = facts.messages[facts.rows[latency.slowest].message];
  violations.add("I12",
                 fmt::format("healthy clients' p99 is {:.1f} ms under the fault and {:.1f} ms before",
                             static_cast<double>(latency.fault_p99_ns) / 1e6,
                             static_cast<double>(latency.baseline_p99_ns) / 1e6),
                 {message.first_invoke, latency.slowest});
}

}  // namespace heartlink::fault::checker
