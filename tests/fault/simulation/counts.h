// SPDX-License-Identifier: Apache-2.0
// What a simulation has met. A run that never met an edge proves nothing about it, so the program fails when
// one of these stays zero over many seeds.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace heartlink::fault::simulation {

enum class Met : std::size_t {
  acked,           // different messages
  crashes,         // of the server, at any moment
  lost_commits,    // crashes while a batch was being committed: rolled back
  silent_commits,  // crashes after COMMIT, before anybody was told
  io_faults,       // a commit whose sync failed; half of them are in the file nevertheless
  restarts,        // clean ones
  cuts,            // of connections
  torn_frames,     // in the middle of a frame
  resumes,
  parts,           // snapshots read because one was not enough
  gaps,            // left out of a resume, and fetched
  overflows,       // more came while a socket resumed than is held: the snapshot was read again
  slow_consumers,  // closed 4408
  dups,            // resends that got their first answer
  rollbacks,       // batches that failed and were run again, or refused
  undone_jobs,     // refused alone inside a batch
  busy,
  storage_full,
  kicks,
  turned_away,  // closed 4403
  recalls,
  interludes,  // other threads ran while a COMMIT or a read was under way
  count_
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Met::count_)> met_names{
    "acked",          "crashes",     "lost_commits", "silent_commits", "io_faults", "restarts",
    "cuts",           "torn_frames", "resumes",      "parts",          "gaps",      "overflows",
    "slow_consumers", "dups",        "rollbacks",    "undone_jobs",    "busy",      "storage_full",
    "kicks",          "turned_away", "recalls",      "interludes"};

class Counts {
 public:
  void add(Met met, std::size_t more = 1) { counts_[static_cast<std::size_t>(met)] += more; }
  void add(const Counts& other) {
    for (std::size_t at = 0; at < counts_.size(); ++at) counts_[at] += other.counts_[at];
  }
  [[nodiscard]] std::size_t of(Met met) const { return counts_[static_cast<std::size_t>(met)]; }

  // "acked=12 crashes=1 …"
  [[nodiscard]] std::string text() const {
    std::string out;
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (at > 0) out += ' ';
      out += std::string{met_names[at]} + '=' + std::to_string(counts_[at]);
    }
    return out;
  }

  // The first of them that was never met; empty: all were.
  [[nodiscard]] std::string_view never_met() const {
    for (std::size_t at = 0; at < counts_.size(); ++at) {
      if (counts_[at] == 0) return met_names[at];
    }
    return {};
  }

 private:
  std::array<std::size_t, static_cast<std::size_t>(Met::count_)> counts_{};
};

}  // namespace heartlink::fault::simulation
