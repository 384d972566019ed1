// SPDX-License-Identifier: Apache-2.0
// Mode `idle`: what a signed-in connection that says nothing costs the server, in resident memory and in CPU.
#pragma once

#include "options.h"

namespace heartlink::load {

// Prints the result as JSON on stdout and one line for people on stderr. Returns the exit code: 1 when the
// server ended a socket meanwhile. Throws Failure.
[[nodiscard]] int run_idle(const IdleOptions& options);

}  // namespace heartlink::load
