// SPDX-License-Identifier: Apache-2.0
// The faults by their numbers, and what is done in each: one function per fault, in the file of its name.
// Each builds a Trial, torments its server, and returns Trial::finish().
#pragma once

#include <span>
#include <string_view>

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

struct Scenario {
  std::string_view name;   // "F1"
  std::string_view title;  // "kill -9 at random moments"
  int (*run)(RunOptions options);
  bool needs_root = false;
};

// In the order of their numbers.
[[nodiscard]] std::span<const Scenario> scenarios();

int run_kill(RunOptions options);                  // F1, f01_kill.cc
int run_kill_at_step(RunOptions options);          // F2, f02_kill_at_step.cc
int run_pause(RunOptions options);                 // F4, f04_pause.cc
int run_zero_window(RunOptions options);           // F5, f05_zero_window.cc
int run_disk_full(RunOptions options);             // F6, f06_disk_full.cc
int run_disk_errors(RunOptions options);           // F7, f07_disk_errors.cc
int run_clock_jumps(RunOptions options);           // F10, f10_clock_jumps.cc
int run_cut_lines(RunOptions options);             // F11, f11_cut_lines.cc
int run_bad_network(RunOptions options);           // F12, f12_bad_network.cc
int run_descriptors(RunOptions options);           // F17, f17_descriptors.cc
int run_memory(RunOptions options);                // F18, f18_memory.cc
int run_starvation(RunOptions options);            // F19, f19_starvation.cc
int run_slow_readers(RunOptions options);          // F20, f20_slow_readers.cc
int run_storm(RunOptions options);                 // F21, f21_storm.cc
int run_duplicates(RunOptions options);            // F22, f22_duplicates.cc
int run_hostile(RunOptions options);               // F24, f24_hostile.cc
int run_migration(RunOptions options);             // F26, f26_migration.cc
int run_one_writer(RunOptions options);            // F27, f27_one_writer.cc
int run_membership(RunOptions options);            // F28, f28_membership.cc

}  // namespace heartlink::fault
