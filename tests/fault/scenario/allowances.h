// SPDX-License-Identifier: Apache-2.0
// What one person may do in a time, used up and asked for again: whoever jumps with the clocks must not get
// more of it. Called by f10_clock_jumps.cc.
#pragma once

#include <string>

#include "tests/fault/scenario/trial.h"

namespace heartlink::fault {

// Makes `rooms` rooms as this person, who must be allowed to.
void make_rooms(Trial& trial, const std::string& name, int rooms);

// One more must be refused, or it is a finding.
void expect_no_more_rooms(Trial& trial, const std::string& name);

// Tries to sign in `times` times with a wrong password; the last answer.
int try_wrong_password(const Trial& trial, const std::string& name, int times);

// One more try must not even be looked at, or it is a finding.
void expect_no_more_tries(Trial& trial, const std::string& name);

}  // namespace heartlink::fault
