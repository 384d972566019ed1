// SPDX-License-Identifier: Apache-2.0
// Who is in a room, as the server tells others: what must not be stale after people went without a word.
// Called by the scenarios whose fault hides that from the server for a while.
#pragma once

#include <chrono>
#include <set>
#include <string>

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

// Who the server says is there, to a socket that `viewer` opens for it; he is among them.
[[nodiscard]] std::set<std::string> present_in(const process::Person& viewer, const std::string& room);

// Whether `viewer` is told that `name` is online.
[[nodiscard]] bool is_shown_online(const process::Person& viewer, const std::string& room,
                                   const std::string& name);

// The time until both say that `name` is gone; no longer than `most`.
[[nodiscard]] milliseconds time_until_gone(const process::Person& viewer, const std::string& room,
                                           const std::string& name, milliseconds most);

// Waits until everybody of the run's crowd is shown in each of its rooms; longer than `most` is a finding.
void expect_crowd_present(Trial& trial, std::size_t people, milliseconds most);

}  // namespace heartlink::fault
