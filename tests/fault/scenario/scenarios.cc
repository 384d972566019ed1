// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/scenario/scenarios.h"

#include <array>

namespace heartlink::fault {
namespace {

constexpr std::array all{
    Scenario{"F1", "kill -9 at random moments", run_kill},
    Scenario{"F2", "killed at every step of a message", run_kill_at_step},
    Scenario{"F4", "the server stands still for a while", run_pause},
    Scenario{"F5", "readers stand still or take nothing", run_zero_window},
    Scenario{"F6", "the disk is full, then has space again", run_disk_full, true},
    Scenario{"F7", "writes and syncs fail", run_disk_errors},
    Scenario{"F10", "the clock jumps", run_clock_jumps},
    Scenario{"F11", "connections are cut, also within frames and before answers", run_cut_lines},
    Scenario{"F12", "delay, jitter, chopped and throttled bytes", run_bad_network},
    Scenario{"F17", "no descriptors left", run_descriptors},
    Scenario{"F18", "too little memory, and allocations that fail", run_memory, true},
    Scenario{"F19", "a tenth of a CPU", run_starvation},
    Scenario{"F20", "one in twenty never reads", run_slow_readers},
    Scenario{"F21", "everybody is cut at once and comes back", run_storm},
    Scenario{"F22", "every frame arrives twice, the second one late", run_duplicates},
    Scenario{"F24", "hostile clients beside good ones", run_hostile},
    Scenario{"F26", "killed at each step of a first start and of a migration", run_migration},
    Scenario{"F27", "readers, checkpoints and one writer", run_one_writer},
    Scenario{"F28", "people are removed and signed out while they talk", run_membership},
};

}  // namespace

std::span<const Scenario> scenarios() { return all; }

}  // namespace heartlink::fault
