// SPDX-License-Identifier: Apache-2.0
// For runs that compare waiting times: there a disk that other programs keep busy would be taken for a fault
// of the server. Called by them before their Trial.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace heartlink::fault {

// The data directories that this process makes from here on lie in memory, if the machine has a place for
// them; many containers have 64 MiB, which is none.
inline void keep_data_in_memory() {
  constexpr std::uintmax_t bytes_min = std::uintmax_t{512} * 1024 * 1024;
  const char* const memory = "/dev/shm";
  std::error_code missing;
  const auto space = std::filesystem::space(memory, missing);
  if (missing || space.available < bytes_min || ::access(memory, W_OK | X_OK) != 0) return;
  ::setenv("TMPDIR", memory, 1);
}

}  // namespace heartlink::fault
