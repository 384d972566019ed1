// SPDX-License-Identifier: Apache-2.0
// What the kernel says a process uses. Read before and after a phase, never during one.
#pragma once

#include <cstdint>

#include "time_now.h"

namespace heartlink::load {

// Rss of /proc/PID/smaps_rollup, in bytes. Throws Failure when it cannot be read (gone, or another user's).
[[nodiscard]] std::int64_t resident_bytes(int pid);

// utime + stime of /proc/PID/stat, all threads, in seconds; the kernel counts in hundredths. Throws Failure.
[[nodiscard]] double cpu_seconds(int pid);

// The same of this process, in microseconds' grain.
[[nodiscard]] double own_cpu_seconds();

}  // namespace heartlink::load
