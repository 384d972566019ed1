// SPDX-License-Identifier: Apache-2.0
// The history of a run, in memory. Time is the number of what has happened: no two events are at one time.
#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include "tests/fault/history/event.h"
#include "tests/fault/history/lines.h"

namespace heartlink::fault::simulation {

class Recorder {
 public:
  // `trace` prints each event as it comes.
  explicit Recorder(bool trace = false) : trace_(trace) {}

  void note(Event event) {
    event.at_ns = static_cast<std::int64_t>(history_.size() + 1) * ns_per_event;
    if (trace_) std::printf("       %s\n", line_of(event).c_str());
    history_.push_back(std::move(event));
  }
  void note(What what, std::string text) {
    Event event;
    event.what = what;
    event.text = std::move(text);
    note(std::move(event));
  }

  [[nodiscard]] const History& history() const { return history_; }

 private:
  static constexpr std::int64_t ns_per_event = 1000;

  bool trace_;
  History history_;
};

}  // namespace heartlink::fault::simulation
