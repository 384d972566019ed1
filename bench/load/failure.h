// SPDX-License-Identifier: Apache-2.0
// The two ways in which a run ends early. Thrown by every file here, caught only in main.cc, which turns them
// into the exit code; a run that went to its end reports what it found in Findings instead.
#pragma once

#include <stdexcept>

namespace heartlink::load {

// The run could not be made or was refused: exit code 1. The text names the cause and what to do.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What was asked for makes no sense: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace heartlink::load
