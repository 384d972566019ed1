// SPDX-License-Identifier: Apache-2.0
// An I/O error at every call that a store makes to its disk, one run each: EIO, ENOSPC, a short write; once,
// or from then on. While it serves, while it starts for the first time, and while it starts on what a killed
// process left. After EIO and after a failed sync nothing may be acknowledged and the process must end; a
// full disk answers storage_full and serves again once it is not; and what was acknowledged outlives the next
// process and a power loss. Called by disk_main.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace heartlink::fault::disk {

struct ErrorOptions {
  ErrorOptions() = default;

  std::uint64_t seed = 1;
  std::size_t stride = 1;  // 1: every call; n: every n-th
  std::size_t wrong_max = 3;  // stops after so many bad runs
};

struct ErrorReport {
  std::size_t calls = 0;  // that can fail
  std::size_t runs = 0;
  std::size_t fatal = 0;  // runs in which the process would have ended
  std::size_t full = 0;  // in which somebody was told storage_full
  std::size_t refused = 0;  // in which the store did not start at first
  std::size_t acked_after_fault = 0;
  std::size_t lost = 0;
  std::size_t bad = 0;  // runs
  std::vector<std::string> wrong;
};

[[nodiscard]] ErrorReport run_errors(const ErrorOptions& options);

// "calls=310 kinds=3 runs=… lost=0".
[[nodiscard]] std::string line_of(const ErrorReport& report);

}  // namespace heartlink::fault::disk
