// SPDX-License-Identifier: Apache-2.0
// What a history must be for the promise to hold: an acknowledged message is never lost, doubled or
// reordered. Pure: it knows no server, no bug and no fault, only the lines. The invariants are those of
// docs/guarantees.md (I1 … I12), one function each, in invariants.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/fault/history/event.h"

namespace heartlink::fault {

struct Violation {
  std::string invariant;  // "I1" … "I12"
  std::string sentence;   // what is wrong, with the ids and names
  History evidence;       // the fewest events that show it, in the order of time
};

// What a green result stands on: without exposure it is worth nothing.
struct Exposure {
  std::size_t acknowledged = 0;  // different messages
  std::size_t unknown = 0;       // attempts without an answer
  std::size_t refused = 0;
  std::size_t deliveries = 0;
  std::size_t connections = 0;  // that were greeted
  std::size_t resumes = 0;
  std::size_t rooms = 0;  // with an entry

  // Of the clients called "healthy…", from a send to its acknowledgement; 0 when the phase had none.
  std::int64_t baseline_p99_ns = 0;
  std::int64_t fault_p99_ns = 0;
};

struct Verdict {
  std::vector<Violation> violations;  // the smallest counter-example first
  Exposure exposure;
  std::map<std::string, std::size_t> found;  // by invariant, all of them; none is not in it
};

// Events in the order of their times (read_histories). At most 20 violations per invariant are kept, the
// smallest.
[[nodiscard]] Verdict check(const History& history);

// "I3: …" and the evidence, a line each.
[[nodiscard]] std::string describe(const Violation& violation);

// One line: "0 of 50123 acknowledged lost, 0 doubled, 0 reordered; unknown=12 …". Lost is I1; doubled I2 and
// I6; reordered I3 and I4; what else was found is named at the end.
[[nodiscard]] std::string summary(const Verdict& verdict);

// The summary, then the smallest counter-example and how many more there are of each invariant.
[[nodiscard]] std::string report(const Verdict& verdict);

}  // namespace heartlink::fault
