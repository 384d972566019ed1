// SPDX-License-Identifier: Apache-2.0
// One run of a store with one plan of failing calls, from its start to what the next process and a power loss
// leave of it. Called by the sweep (error_sweep.h) for every call.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/fault/disk/crash_images.h"
#include "tests/fault/disk/failures.h"
#include "tests/fault/disk/notes.h"
#include "tests/fault/disk/scratch.h"
#include "tests/fault/disk/workload.h"

namespace heartlink::fault::disk {

// When the calls begin to be counted: once the store is open, or before.
enum class Stage : std::uint8_t { serving, starting };

// A disk to begin with, what people know of it, and what they will do.
struct Beginning {
  DiskState disk;
  Notes notes;
  Workload workload{1};
  bool has_people = false;
};

// An empty directory.
[[nodiscard]] Beginning nothing_yet();
// People, rooms and messages; ended in order, or killed so that the last batch is written and not synced.
[[nodiscard]] Beginning make_beginning(std::uint64_t seed, bool in_order);

struct ErrorOutcome {
  std::size_t calls = 0;  // of the plan's kinds
  std::optional<Strike> struck;
  bool fatal = false;
  bool full = false;
  bool refused = false;
  std::size_t acked_after_fault = 0;
  std::size_t lost = 0;
  std::vector<std::string> wrong;
};

[[nodiscard]] ErrorOutcome run_with_error(Stage stage, const Beginning& beginning, const Plan& plan,
                                          const Scratch& scratch, std::mt19937_64& dice);

}  // namespace heartlink::fault::disk
